package com.iam.state.redis.internal;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import com.iam.state.api.StateKey;
import com.iam.state.api.StateUnavailableException;
import com.iam.state.api.Timeouts;
import com.iam.state.api.Unreadable;
import com.iam.state.api.provider.Deadline;
import com.iam.state.api.provider.LoadOutcome;
import com.iam.state.api.provider.StoredState;
import com.iam.state.support.codec.EncodedState;

/**
 * Reads sessions, in one trip.
 *
 * <p>One that was used here a moment ago is loaded by a plain command, GETEX, which costs Redis a small part of what the script
 * costs. It does what the script would do: the session is read and its deadline moved in one step, by the primary, and a
 * deleted one is found deleted. What the script judges besides, that its time is not over, is known. All that is unusual is left to the script.
 */
final class Loads {

    private static final Logger LOG = LoggerFactory.getLogger(Loads.class);
    /** How long GETEX is let alone after Redis refused it, such as for want of a permission. */
    private static final Duration REST = Duration.ofMinutes(1);

    private final RedisLink link;
    private final Sealing sealing;
    private final RecentSessions recent;
    private final KnownRecords known;
    private volatile long refusedAt = Monotonic.NEVER;

    Loads(RedisLink link, RecentSessions recent, KnownRecords known, Sealing sealing) {
        this.link = link;
        this.recent = recent;
        this.known = known;
        this.sealing = sealing;
    }

    RecordAnswer<LoadOutcome> load(KeyLayout keys, StateKey key, Timeouts configured, boolean touch, Coherence.Notice notice,
            Deadline deadline) {
        Optional<RecordAnswer<LoadOutcome>> swift = touch
                ? recent.next(key, configured).flatMap(next -> swiftly(keys, key, configured, next, deadline))
                : Optional.empty();
        return swift.orElseGet(() -> byScript(keys, key, configured, touch, notice, deadline));
    }

    /** Empty if the script has to. */
    private Optional<RecordAnswer<LoadOutcome>> swiftly(KeyLayout keys, StateKey key, Timeouts configured, RecentSessions.Next next,
            Deadline deadline) {
        if (Monotonic.isWithin(refusedAt, REST)) {
            return Optional.empty();
        }
        try {
            return link.getAndExpire(keys.record(key.storageId()), next.expiresAt().plus(RecentSessions.GRACE), deadline)
                    .filter(value -> value.length > 0 && value[0] == RecordFormat.FORMAT)
                    .map(value -> answer(key, configured, next, value, deadline));
        } catch (RefusedException e) {
            if (!e.refusal().isPartial()) {
                throw e;
            }
            if (e.refusal() != Refusal.FOREIGN_VALUE) {
                refusedAt = System.nanoTime();
                LOG.debug("GETEX failed ({}); the next {} s sessions are loaded by a script", e.getMessage(), REST.toSeconds());
            }
            return Optional.empty();
        }
    }

    private RecordAnswer<LoadOutcome> answer(StateKey key, Timeouts configured, RecentSessions.Next next, byte[] value,
            Deadline deadline) {
        RecordAnswer<LoadOutcome> answer = opened(key, configured, value, next.earliest(), next.expiresAt(), deadline).at(next.latest());
        if (answer.outcome() instanceof LoadOutcome.Found) {
            recent.seen(key, value, next.expiresAt());
        }
        return answer;
    }

    private RecordAnswer<LoadOutcome> byScript(KeyLayout keys, StateKey key, Timeouts configured, boolean touch,
            Coherence.Notice notice, Deadline deadline) {
        String id = key.storageId();
        long askedAt = System.nanoTime();
        Reply reply = link.run(Script.LOAD, List.of(keys.record(id), keys.index(id)), List.of(id,
                configured.idle().toMillis(), configured.absoluteLifetime().toMillis(), touch ? "1" : "0", notice.channel(),
                notice.message()), deadline);
        Instant now = reply.instant(1);
        RecordAnswer<LoadOutcome> answer = switch (reply.status()) {
            case "absent" -> over(key, new LoadOutcome.Absent(), now);
            case "expired" -> over(key, new LoadOutcome.Expired(), now);
            case "foreign" -> opened(key, configured, reply.bytes(2), now, Instant.MAX, deadline);
            default -> opened(key, configured, reply.bytes(3), now, reply.instant(2), deadline);
        };
        if (touch && answer.outcome() instanceof LoadOutcome.Found found) {
            recent.used(found.stored(), reply.bytes(3), configured, now, found.expiresAt(), askedAt);
        }
        return answer;
    }

    private RecordAnswer<LoadOutcome> opened(StateKey key, Timeouts configured, byte[] value, Instant now, Instant expiresAt,
            Deadline deadline) {
        Optional<KnownRecords.Known> same = known.find(key, value);
        if (same.isPresent()) {
            return judged(same.get(), configured, now, expiresAt);
        }
        Sealing.Content content = sealing.open(key, value, deadline);
        if (content instanceof Sealing.Refused refused) {
            known.forget(key);
            return nothing(new LoadOutcome.Refused(refused.why()), now);
        }
        Sealing.Readable readable = (Sealing.Readable) content;
        KnownRecords.Known opened = new KnownRecords.Known(value, readable.envelope(), readable.stored(), readable.content());
        known.put(opened);
        return judged(opened, configured, now, expiresAt);
    }

    private static RecordAnswer<LoadOutcome> judged(KnownRecords.Known opened, Timeouts configured, Instant now, Instant expiresAt) {
        if (expiresAt.equals(Instant.MAX)) {
            return nothing(new LoadOutcome.Refused(Unreadable.MALFORMED), now);
        }
        // Whoever judged the deadline read the time of creation in clear; only now is it known to be authentic.
        StoredState stored = opened.stored();
        Duration lifetime = stored.timeouts().shorter(configured).absoluteLifetime();
        Instant end = stored.createdAt().plus(lifetime);
        return now.isBefore(end)
                ? new RecordAnswer<>(new LoadOutcome.Found(stored, expiresAt.isBefore(end) ? expiresAt : end), now, opened.content())
                : nothing(new LoadOutcome.Expired(), now);
    }

    private RecordAnswer<LoadOutcome> over(StateKey key, LoadOutcome outcome, Instant now) {
        known.forget(key);
        return nothing(outcome, now);
    }

    private static RecordAnswer<LoadOutcome> nothing(LoadOutcome outcome, Instant now) {
        return new RecordAnswer<>(outcome, now, EncodedState.NONE);
    }
}
