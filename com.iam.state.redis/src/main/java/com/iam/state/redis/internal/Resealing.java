package com.iam.state.redis.internal;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import com.iam.state.api.StateKey;
import com.iam.state.api.StateUnavailableException;
import com.iam.state.api.provider.Deadline;
import com.iam.state.api.provider.RepositoryFrozenException;
import com.iam.state.api.provider.WriteId;
import com.iam.support.threads.Threads;

/**
 * Seals sessions again that are under another key than the primary one, so that a rotation ends before the last of its
 * sessions does. All instances may do so at once: each begins somewhere else, and whoever comes second finds nothing to do.
 * What is to be done stands in Redis, so it goes on where it was left.
 */
final class Resealing {

    private static final Logger LOG = LoggerFactory.getLogger(Resealing.class);
    /** So many at a time: mostly they wait for Redis. */
    private static final int LANES = 8;
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
        ExecutorService lanes = Executors.newFixedThreadPool(LANES, Threads.daemon("iam-redis-reseal-lane"));
        try {
            for (String module : modules.apply(soon())) {
                done += pass(module, pace, lanes);
            }
        } finally {
            lanes.shutdownNow();
        }
        if (done > 0) {
            LOG.info("{} sessions were sealed again under the primary key, in {} ms", done,
                    Duration.ofNanos(System.nanoTime() - began).toMillis());
        }
        return done;
    }

    private long pass(String module, Pace pace, ExecutorService lanes) {
        long done = 0;
        int first = random.nextInt(KeyLayout.BUCKETS);
        try {
            for (int i = 0; i < KeyLayout.BUCKETS; i++) {
                List<StateKey> keys = repository.outdated(module, (first + i) % KeyLayout.BUCKETS, soon());
                done += lanes.invokeAll(keys.stream().map(key -> (Callable<Boolean>) () -> {
                    pace.await();
                    return repository.reseal(key, WriteId.create(random::nextBytes), soon());
                }).toList()).stream().filter(Resealing::result).count();
            }
        } catch (RepositoryFrozenException e) {
            LOG.debug("The module {} has moved on", module, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StateUnavailableException("interrupted");
        }
        return done;
    }

    private static boolean result(Future<Boolean> ended) {
        try {
            return ended.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException("it has ended already", e);
        }
    }

    private static Deadline soon() {
        return Deadline.after(CALL);
    }
}
