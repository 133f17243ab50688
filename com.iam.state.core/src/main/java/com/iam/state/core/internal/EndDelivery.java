package com.iam.state.core.internal;

import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import com.iam.state.api.SessionEnd;
import com.iam.state.api.SessionEndListener;
import com.iam.state.api.StateUnavailableException;
import com.iam.state.api.provider.ClaimedEnd;
import com.iam.state.api.provider.Deadline;
import com.iam.state.api.provider.StateRepository;
import com.iam.support.threads.Threads;

/**
 * Reports the ends of a module's sessions, on a thread of its own: claims them from every repository that there is,
 * since a module may have moved on from one, tells the listeners, and settles. Without a listener nothing is claimed.
 */
final class EndDelivery {

    private static final Logger LOG = LoggerFactory.getLogger(EndDelivery.class);
    private static final int BATCH = 50;
    private static final Duration CALL = Duration.ofSeconds(2);
    private static final Duration LAST_ROUND = Duration.ofSeconds(1);
    /** How long the ends of one repository may keep those of others waiting. */
    private static final Duration ROUND = Duration.ofSeconds(5);

    private final ScheduledExecutorService executor = Threads.scheduler("iam-session-ends");
    private final List<SessionEndListener> listeners = new CopyOnWriteArrayList<>();
    private final Queue<SessionEnd> orphans = new ConcurrentLinkedQueue<>();
    private final Supplier<ManagerSettings> settings;
    private final Supplier<List<StateRepository>> repositories;
    private boolean listenerFailed;

    EndDelivery(Supplier<ManagerSettings> settings, Supplier<List<StateRepository>> repositories) {
        this.settings = settings;
        this.repositories = repositories;
    }

    /** To be called once there are settings. */
    void start() {
        next();
    }

    void added(SessionEndListener listener) {
        listeners.add(listener);
    }

    void removed(SessionEndListener listener) {
        listeners.remove(listener);
    }

    /**
     * Takes what a repository in memory, whose contents go with it, has not reported yet. No listener is called now.
     */
    void takeFrom(StateRepository goingAway) {
        List<ClaimedEnd> claimed = goingAway.claimEnds(module(), Integer.MAX_VALUE, Duration.ofDays(1), Deadline.after(CALL));
        claimed.forEach(each -> orphans.add(each.end()));
    }

    /** Reports what can still be reported in a moment. */
    void stop() {
        try {
            executor.submit(this::round).get(LAST_ROUND.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException | RejectedExecutionException e) {
            LOG.debug("Module {}: ends of sessions are left to others", module(), e);
        } finally {
            executor.shutdownNow();
        }
    }

    private void next() {
        try {
            executor.schedule(this::roundAndNext, settings.get().endInterval().toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            LOG.debug("The manager of the module {} has stopped", module(), e);
        }
    }

    private void roundAndNext() {
        round();
        next();
    }

    private void round() {
        if (listeners.isEmpty()) {
            return;
        }
        for (int left = orphans.size(); left > 0; left--) {
            SessionEnd end = orphans.remove();
            if (!told(end)) {
                orphans.add(end);
            }
        }
        for (StateRepository repository : repositories.get()) {
            try {
                reportFrom(repository);
            } catch (StateUnavailableException e) {
                LOG.debug("Module {}: ends of sessions cannot be reported now: {}", module(), e.getMessage());
            } catch (RuntimeException | LinkageError e) {
                LOG.error("Module {}: ends of sessions cannot be reported", module(), e);
            }
        }
    }

    private void reportFrom(StateRepository repository) {
        List<ClaimedEnd> claimed;
        Deadline limit = Deadline.after(ROUND);
        do {
            claimed = repository.claimEnds(module(), BATCH, settings.get().endInterval().multipliedBy(2), Deadline.after(CALL));
            List<ClaimedEnd> reported = claimed.stream().filter(each -> told(each.end())).toList();
            if (!reported.isEmpty()) {
                repository.settleEnds(module(), reported, Deadline.after(CALL));
            }
        } while (!claimed.isEmpty() && !limit.hasPassed() && !Thread.currentThread().isInterrupted());
    }

    /** Whether all listeners have done with it. One line when one fails, until it works again. */
    private boolean told(SessionEnd end) {
        boolean all = true;
        for (SessionEndListener listener : listeners) {
            try {
                listener.ended(end);
            } catch (RuntimeException | LinkageError e) {
                all = false;
                if (!listenerFailed) {
                    LOG.warn("Module {}: {} failed and will be told of the end again", module(), listener.getClass().getName(), e);
                }
            }
        }
        listenerFailed = !all;
        return all;
    }

    private String module() {
        return settings.get().module();
    }
}
