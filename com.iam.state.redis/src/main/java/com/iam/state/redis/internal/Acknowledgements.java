package com.iam.state.redis.internal;

import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import com.iam.state.api.StateUnavailableException;
import com.iam.state.api.provider.Deadline;

/** Who has acknowledged which of this instance's news. */
final class Acknowledgements {

    private final AtomicLong numbers = new AtomicLong();
    private final Map<Long, Awaited> awaited = new ConcurrentHashMap<>();

    /** From now on it is noted who acknowledges the news of this number; until it is {@linkplain #close closed}. */
    Awaited open() {
        Awaited next = new Awaited(numbers.incrementAndGet());
        awaited.put(next.number, next);
        return next;
    }

    /** @param text number and id of the instance that has heard it, with a blank between */
    void heard(String text) {
        int blank = text.indexOf(' ');
        Awaited one = blank < 1 ? null : awaited.get(Long.parseLong(text.substring(0, blank)));
        if (one != null) {
            one.by.add(text.substring(blank + 1));
            one.changed.release();
        }
    }

    static String text(long number, String id) {
        return number + " " + id;
    }

    final class Awaited implements AutoCloseable {

        private final long number;
        private final Set<String> by = ConcurrentHashMap.newKeySet();
        private final Semaphore changed = new Semaphore(0);

        private Awaited(long number) {
            this.number = number;
        }

        long number() {
            return number;
        }

        boolean isBy(String id) {
            return by.contains(id);
        }

        /** Returns when all have acknowledged, or the time is over. */
        void await(Collection<String> all, Deadline limit) {
            try {
                while (!by.containsAll(all) && !limit.hasPassed()) {
                    changed.tryAcquire(limit.remaining().toNanos(), TimeUnit.NANOSECONDS);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new StateUnavailableException("interrupted while waiting for the caches of other instances", true, null);
            }
        }

        @Override
        public void close() {
            awaited.remove(number);
        }
    }
}
