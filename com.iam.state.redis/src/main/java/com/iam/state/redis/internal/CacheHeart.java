package com.iam.state.redis.internal;

import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import com.iam.state.api.StateUnavailableException;
import com.iam.state.api.provider.Deadline;
import com.iam.support.threads.Threads;

/** Renews again and again what an instance may serve from its cache; one without a cache looks whether others have one. */
final class CacheHeart implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(CacheHeart.class);
    /** For an instance without a cache; well below the warm-up of those that have one. */
    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final int BEATS = 10;
    private static final Duration LEAVING = Duration.ofMillis(300);

    private final ScheduledExecutorService beats = Threads.scheduler("iam-redis-caches");
    private final CacheList list;
    private final Hearing hearing;
    private final NearCacheSettings settings;
    private final Runnable forget;
    private final Duration interval;

    /** @param forget empties the cache */
    CacheHeart(CacheList list, Hearing hearing, NearCacheSettings settings, Runnable forget) {
        this.list = list;
        this.hearing = hearing;
        this.settings = settings;
        this.forget = forget;
        this.interval = settings.on() ? settings.lease().dividedBy(BEATS) : LOOK;
        beats.scheduleWithFixedDelay(this::beat, 0, interval.toNanos(), TimeUnit.NANOSECONDS);
    }

    private void beat() {
        try {
            if (settings.on() || list.hasOthers()) {
                hearing.beat();
            }
            list.renew(forget, Deadline.after(interval.multipliedBy(2 * BEATS)));
        } catch (StateUnavailableException e) {
            LOG.debug("The list of near caches cannot be reached: {}", e.getMessage());
        } catch (RuntimeException e) {
            LOG.error("A near cache cannot be kept alive", e);
        }
    }

    /** So that nobody waits for an instance that has gone. */
    @Override
    public void close() {
        beats.shutdownNow();
        try {
            if (beats.awaitTermination(LEAVING.toMillis(), TimeUnit.MILLISECONDS)) {
                list.leave(Deadline.after(LEAVING));
            }
        } catch (StateUnavailableException e) {
            LOG.debug("The list of near caches still names this instance: {}", e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
