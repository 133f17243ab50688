package com.iam.state.redis.internal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.LongSupplier;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import com.iam.state.api.SessionEnd.Cause;
import com.iam.state.api.StateKey;
import com.iam.state.api.StateUnavailableException;
import com.iam.state.api.provider.RepositoryFrozenException;
import com.iam.state.api.provider.WriteOutcome;

/**
 * Ends of sessions that too few replicas have acknowledged, for the time in which a replica that lacks them may become the primary:
 * they are sent again at growing intervals, since a session that has ended may be ended as often as one likes. May be used by any
 * thread.
 */
final class UnconfirmedEnds {

    static final int MOST = 10_000;
    static final Duration KEPT = Duration.ofSeconds(30);
    static final Duration SHORTEST = Duration.ofSeconds(1);

    private static final Logger LOG = LoggerFactory.getLogger(UnconfirmedEnds.class);
    /** The next time comes after this part of the time that has passed. */
    private static final int PART = 4;

    private final LongSupplier nanoTime;
    /** The longest waiting first. */
    private final Map<StateKey, End> kept = new LinkedHashMap<>();

    /** An end, and when it was sent. */
    record End(StateKey key, Cause cause, long since, long sentAt) {

        private boolean isDue(long now) {
            return now - sentAt >= Math.max(SHORTEST.toNanos(), (now - since) / PART);
        }
    }

    /** @param nanoTime as {@link System#nanoTime()} */
    UnconfirmedEnds(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** If there are too many, the longest waiting goes. */
    synchronized void add(StateKey key, Cause cause) {
        long now = nanoTime.getAsLong();
        kept.putIfAbsent(key, new End(key, cause, now, now));
        if (kept.size() > MOST) {
            Iterator<End> oldest = kept.values().iterator();
            oldest.next();
            oldest.remove();
        }
    }

    synchronized int size() {
        return kept.size();
    }

    /**
     * Sends what is due. By one thread at a time.
     *
     * @param delete ends a session again, whether or not it is there
     */
    void pass(Function<End, WriteOutcome> delete) {
        int undone = 0;
        for (End each : due()) {
            try {
                WriteOutcome outcome = delete.apply(each);
                undone += outcome instanceof WriteOutcome.Absent ? 0 : 1;
            } catch (RepositoryFrozenException e) {
                // The module's sessions live elsewhere by now.
                forget(each);
            } catch (StateUnavailableException e) {
                LOG.debug("The end of a session could not be sent again yet: {}", e.getMessage());
                return;
            }
            sent(each);
        }
        if (undone > 0) {
            LOG.warn("Sessions that had ended were there again, as after a fail-over, and were ended once more: {}", undone);
        }
    }

    private synchronized List<End> due() {
        long now = nanoTime.getAsLong();
        kept.values().removeIf(each -> now - each.since() > KEPT.toNanos());
        return new ArrayList<>(kept.values().stream().filter(each -> each.isDue(now)).toList());
    }

    private synchronized void sent(End end) {
        kept.computeIfPresent(end.key(), (key, each) -> new End(key, each.cause(), each.since(), nanoTime.getAsLong()));
    }

    private synchronized void forget(End end) {
        kept.remove(end.key());
    }
}
