package com.iam.state.redis.internal;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import com.iam.state.api.provider.Deadline;
import com.iam.support.threads.Threads;

/** A link behind a {@link CircuitBreaker}. */
final class BreakingLink implements RedisLink {

    private static final Logger LOG = LoggerFactory.getLogger(BreakingLink.class);

    private final RedisLink link;
    private final CircuitBreaker breaker;

    /**
     * @param location for the log, without secrets
     * @param probe what is asked of the link to see whether Redis is back
     * @param limit how long such a probe may take; longer than the link is patient, or silence could not be told from haste
     */
    BreakingLink(RedisLink link, String location, Call probe, Duration limit) {
        this.link = link;
        this.breaker = new CircuitBreaker(() -> link.run(Script.CHECK, probe.keys(), probe.arguments(), Deadline.after(limit)),
                new ProbeTimer(), () -> ThreadLocalRandom.current().nextDouble(), news -> LOG.warn("{}: {}", location, news));
    }

    @Override
    public Reply run(Script script, List<String> keys, List<?> arguments, Deadline deadline) {
        return breaker.call(() -> link.run(script, keys, arguments, deadline));
    }

    @Override
    public Replicated runReplicated(Script script, List<String> keys, List<?> arguments, Deadline deadline) {
        return breaker.call(() -> link.runReplicated(script, keys, arguments, deadline));
    }

    @Override
    public List<Reply> runAll(Script script, List<Call> calls, Deadline deadline) {
        return breaker.call(() -> link.runAll(script, calls, deadline));
    }

    @Override
    public Optional<byte[]> getAndExpire(String key, Instant at, Deadline deadline) {
        return breaker.call(() -> link.getAndExpire(key, at, deadline));
    }

    @Override
    public void close() {
        breaker.close();
        link.close();
    }

    private static final class ProbeTimer implements CircuitBreaker.Timer {

        private final ScheduledExecutorService executor = Threads.scheduler("iam-redis-probe");

        @Override
        public void later(Runnable task, Duration delay) {
            try {
                executor.schedule(task, delay.toMillis(), TimeUnit.MILLISECONDS);
            } catch (RejectedExecutionException e) {
                LOG.debug("The link has been closed", e);
            }
        }

        @Override
        public void close() {
            executor.shutdownNow();
        }
    }
}
