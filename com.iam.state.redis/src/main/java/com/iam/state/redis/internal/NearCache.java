package com.iam.state.redis.internal;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.BooleanSupplier;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.iam.state.api.StateKey;
import com.iam.state.api.Timeouts;
import com.iam.state.api.provider.LoadOutcome.Found;
import com.iam.state.api.provider.StoredState;
import com.iam.state.support.codec.EncodedState;

/**
 * Copies of opened states. It holds what was read or written under one connection and one encryption, and ends with them.
 *
 * <p><b>Why no outdated copy gets in.</b> Whoever asks Redis {@linkplain #depart departs} before the question is sent and tries
 * to {@linkplain #keep} the answer when it is there. News of a change that arrive in between may be older or younger than the
 * answer, whose way they did not share. So they are noted with the departure, by revision, and an answer that is older than
 * what was noted is not kept. News that arrive before the departure are about what Redis had done before the question came.
 * News and keeping of one session exclude each other: either the news are noted first and the copy is refused, or the copy is
 * there first and the news remove it. An instance's own change counts as news when it was answered, since nobody need have heard
 * of it before; one whose answer was lost is {@linkplain Doubts remembered}.
 *
 * <p><b>Why none stays.</b> A copy is of the epoch in which its question was sent. Emptying begins another epoch, so copies of
 * before are not served even if they are put down after.
 *
 * <p><b>Time.</b> A copy's deadline is reckoned from the moment at which the question was sent, on a monotonic clock: the
 * session cannot have ended sooner by Redis's clock. When it is over Redis is asked, which judges.
 */
final class NearCache {

    /** How far the deadline in Redis may lag behind the last use, as a part of the idle timeout, and at the most. */
    private static final int PART = 20;
    private static final Duration LAG = Duration.ofSeconds(30);
    private static final Duration WITH_LONGEST_LAG = LAG.multipliedBy(PART);
    /** Longer than any copy lives, and a number of nanoseconds that can be added to. */
    private static final Duration FAR = Duration.ofDays(36_500);

    private final Cache<StateKey, Copy> copies;
    private final ConcurrentMap<StateKey, Departure> departures = new ConcurrentHashMap<>();
    private final BooleanSupplier mayServe;
    private final Doubts doubts;
    private final CacheCounters counters;
    private volatile long epoch;
    private volatile boolean closed;

    /** @param mayServe whether all that changes is sure to be heard of */
    NearCache(NearCacheSettings settings, BooleanSupplier mayServe, Doubts doubts, CacheCounters counters) {
        this.mayServe = mayServe;
        this.doubts = doubts;
        this.counters = counters;
        // No copy weighs less than its share of the room, so the number is limited as well.
        int share = (int) Math.max(1, settings.maximumBytes() / settings.maximumEntries());
        this.copies = Caffeine.newBuilder().maximumWeight(settings.maximumBytes()).executor(Runnable::run)
                .<StateKey, Copy>weigher((key, copy) -> Math.max(share, copy.content.heap()))
                .evictionListener((key, copy, cause) -> counters.evictions().increment()).build();
    }

    /** What each look needs is reckoned beforehand, in nanoseconds: {@code lifetimeEnd} is on the scale of the deadline. */
    private record Copy(Found found, Timeouts configured, long askedAt, long deadline, long idle, long lag, long lifetimeEnd,
            long epoch, EncodedState content) {

        static Copy of(Found found, Timeouts configured, long askedAt, long deadline, long epoch, EncodedState content) {
            StoredState stored = found.stored();
            Timeouts timeouts = stored.timeouts().shorter(configured);
            long rest = nanos(Duration.between(found.expiresAt(), stored.createdAt().plus(timeouts.absoluteLifetime())));
            return new Copy(found, configured, askedAt, deadline, nanos(timeouts.idle()), NearCache.lag(timeouts.idle()),
                    deadline + rest, epoch, content);
        }

        boolean isFor(Timeouts others, long now) {
            return configured.equals(others) && now - deadline < 0 && now - askedAt <= lag;
        }

        /** Whether its deadline would move by more than it may lag if it was used now. */
        boolean mustMove(long now) {
            long moved = now + idle;
            return (moved - lifetimeEnd < 0 ? moved : lifetimeEnd) - deadline > lag;
        }

        private static long nanos(Duration duration) {
            return (duration.compareTo(FAR) < 0 ? duration : FAR).toNanos();
        }
    }

    /** Questions about one session that are under way. */
    static final class Departure {

        private final StateKey key;
        private final long epoch;
        private int open;
        private volatile long least;

        private Departure(StateKey key, long epoch, long least) {
            this.key = key;
            this.epoch = epoch;
            this.least = least;
        }
    }

    /** For how long nobody needs to ask Redis for the deadline of a session with this idle timeout, in nanoseconds. */
    static long lag(Duration idle) {
        return idle.compareTo(WITH_LONGEST_LAG) < 0 ? idle.toNanos() / PART : LAG.toNanos();
    }

    /** A copy that may be served now; empty if Redis must be asked. */
    Optional<Found> find(StateKey key, Timeouts configured, boolean touch) {
        Copy copy = copies.getIfPresent(key);
        long now = System.nanoTime();
        boolean hit = copy != null && copy.isFor(configured, now) && !(touch && copy.mustMove(now)) && mayServe.getAsBoolean()
                && copy.epoch == epoch && !closed;
        (hit ? counters.hits() : counters.misses()).increment();
        return hit ? Optional.of(copy.found) : Optional.empty();
    }

    /** A state that the session had here, served or not. */
    Optional<EncodedState> lastOf(StateKey key) {
        return Optional.ofNullable(copies.policy().getIfPresentQuietly(key)).map(Copy::content);
    }

    /** To be followed by {@link #arrive}, whatever comes of it. Empty if the answer is not to be kept. */
    Optional<Departure> depart(StateKey key) {
        if (closed || !mayServe.getAsBoolean()) {
            return Optional.empty();
        }
        return Optional.of(departures.compute(key, (same, under) -> {
            // One of an earlier epoch goes on for those who have it, but takes no more.
            Departure departure = under == null || under.epoch != epoch ? new Departure(key, epoch, doubts.least(key)) : under;
            departure.open++;
            return departure;
        }));
    }

    void arrive(Departure departure) {
        departures.computeIfPresent(departure.key, (key, under) -> under == departure && --under.open == 0 ? null : under);
    }

    /**
     * Keeps an answer, unless it is outdated already.
     *
     * @param now by Redis's clock, when it answered, or later
     * @param content of what was found
     * @param askedAt when the question was sent, on the scale of {@link System#nanoTime()}
     */
    void keep(Departure departure, Found found, Timeouts configured, Instant now, EncodedState content,
            long askedAt) {
        // Redis tells whole milliseconds: it was up to one later.
        Duration left = Duration.between(now, found.expiresAt()).minusMillis(1);
        Copy copy = Copy.of(found, configured, askedAt, askedAt + left.toNanos(), departure.epoch, content);
        long revision = found.stored().revision();
        copies.asMap().compute(departure.key, (key, present) -> {
            boolean outdated = revision < departure.least || departure.epoch != epoch;
            boolean newer = present != null && present.epoch == epoch && (present.found.stored().revision() > revision
                    || present.found.stored().revision() == revision && present.configured.equals(configured)
                            && present.deadline - copy.deadline > 0);
            return outdated || newer ? present : copy;
        });
    }

    /** Whatever is older than this revision is served no more. */
    void forget(StateKey key, long revision) {
        departures.computeIfPresent(key, (same, under) -> {
            under.least = Math.max(under.least, revision);
            return under;
        });
        // Not computeIfPresent: Caffeine's does not wait for one that is just being kept.
        copies.asMap().compute(key, (same, copy) -> copy == null || copy.found.stored().revision() < revision ? null : copy);
    }

    /** Nothing of what it has is served any more, nor what is still on its way to it. */
    synchronized void empty() {
        epoch++;
        counters.emptied().increment();
        copies.invalidateAll();
    }

    /** For good: another one has taken its place, which hears of the changes from now on. */
    void close() {
        closed = true;
        copies.invalidateAll();
    }

    long entries() {
        return copies.estimatedSize();
    }
}
