package com.iam.state.redis.internal;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import com.iam.state.api.Deadline;
import com.iam.state.api.RepositoryFrozenException;
import com.iam.state.api.StateKey;
import com.iam.state.api.StateUnavailableException;
import com.iam.state.api.WriteId;

/**
 * Seals sessions again that are under another key than the primary one, so that a rotation ends before the last of its
 * sessions does. All instances may do so at once: each begins somewhere else, and whoever comes second finds nothing to do.
 * What is to be done stands in Redis, so it goes on where it was left.
 */
final class Resealing {

    private static final Logger LOG = LoggerFactory.getLogger(Resealing.class);
    private static final Duration CALL = Duration.ofSeconds(2);

    private final RedisStateRepository repository;
    private final Function<Deadline, List<String>> modules;
    private final SecureRandom random = new SecureRandom();

    Resealing(RedisStateRepository repository, Function<Deadline, List<String>> modules) {
        this.repository = repository;
        this.modules = modules;
    }

    /**
     * Looks at all sessions once.
     *
     * @param perSecond how many may be sealed in a second
     * @return how many were
     * @throws StateUnavailableException if Redis went away meanwhile
     */
    long pass(int perSecond) {
        long began = System.nanoTime();
        Pace pace = new Pace(perSecond);
        long done = 0;
        for (String module : modules.apply(soon())) {
            try {
                done += pass(module, pace);
            } catch (RepositoryFrozenException e) {
                LOG.debug("The module {} has moved on", module, e);
            }
        }
        if (done > 0) {
            LOG.info("{} sessions were sealed again under the primary key, in {} ms", done,
                    Duration.ofNanos(System.nanoTime() - began).toMillis());
        }
        return done;
    }

    private long pass(String module, Pace pace) {
        long done = 0;
        int first = random.nextInt(KeyLayout.BUCKETS);
        for (int i = 0; i < KeyLayout.BUCKETS; i++) {
            for (StateKey key : repository.outdated(module, (first + i) % KeyLayout.BUCKETS, soon())) {
                pace.await();
                done += repository.reseal(key, WriteId.create(random::nextBytes), soon()) ? 1 : 0;
            }
        }
        return done;
    }

    private static Deadline soon() {
        return Deadline.after(CALL);
    }
}
