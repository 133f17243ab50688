package com.iam.state.core.internal;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import com.iam.state.api.StateUnavailableException;
import com.iam.state.api.provider.Deadline;
import com.iam.state.api.provider.StateRepository;
import com.iam.state.support.trial.Rehearsal;

/** Whether a repository can be moved to. If it does not work, the sessions are better off where they are. */
final class Fitness {

    private static final Logger LOG = LoggerFactory.getLogger(Fitness.class);
    private static final Duration ANSWER = Duration.ofMillis(1500);
    private static final Duration REHEARSAL = Duration.ofSeconds(5);

    private Fitness() {
    }

    /**
     * Tries it out; empty if it works. What is done here for the first time is not done then by the requests that have waited for
     * the swap.
     */
    static Optional<String> wrongWith(StateRepository next, Instant now) {
        try {
            next.check(Deadline.after(ANSWER));
            return Rehearsal.with(next, now, Deadline.after(REHEARSAL));
        } catch (StateUnavailableException e) {
            return Optional.of(e.getMessage());
        } catch (RuntimeException | LinkageError e) {
            LOG.debug("{} failed", RepositorySwitch.name(next), e);
            return Optional.of("it failed: " + e.getClass().getName());
        }
    }
}
