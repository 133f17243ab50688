package com.iam.state.redis.internal;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import com.iam.state.api.CarriedState;
import com.iam.state.api.Deadline;
import com.iam.state.api.LoadOutcome;
import com.iam.state.api.StateKey;
import com.iam.state.api.StateUnavailableException;
import com.iam.state.api.StoredState;
import com.iam.state.api.Timeouts;
import com.iam.state.api.Unreadable;
import com.iam.state.api.WriteOutcome;

/** What is done to one session, with one connection and one encryption: one script each. */
final class RecordOperations {

    /** How long the id of a deleted session is refused to latecomers, who may still want to adopt it. */
    private static final Duration ENDED_MARK = Duration.ofMinutes(5);
    private static final Duration CLOCK_TOLERANCE = Duration.ofSeconds(2);

    private final RedisLink link;
    private final String namespace;
    private final Sealing sealing;

    RecordOperations(RedisLink link, String namespace, Sealing sealing) {
        this.link = link;
        this.namespace = namespace;
        this.sealing = sealing;
    }

    WriteOutcome create(StoredState state, int maximumPerSubject, Deadline deadline) {
        Sealing.Sealed sealed = sealing.seal(state);
        KeyLayout keys = layout(state.key());
        String id = state.key().storageId();
        Reply reply = link.run(Script.CREATE, newKeys(keys, id, sealed), List.of(sealed.value(), id,
                KeyLayout.bucket(id), state.key().module(), keys.base(), maximumPerSubject, CLOCK_TOLERANCE.toMillis()),
                deadline);
        if (reply.status().equals("skew")) {
            throw new StateUnavailableException("the clock differs by " + reply.number(2) + " ms from that of Redis");
        }
        return written(reply);
    }

    WriteOutcome adopt(CarriedState carried, Deadline deadline) {
        StoredState state = carried.stored();
        Sealing.Sealed sealed = sealing.seal(state);
        KeyLayout keys = layout(state.key());
        String id = state.key().storageId();
        return written(link.run(Script.ADOPT, newKeys(keys, id, sealed), List.of(sealed.value(), id,
                KeyLayout.bucket(id), state.key().module(), keys.base(), carried.remaining().toMillis()), deadline));
    }

    LoadOutcome load(StateKey key, Timeouts configured, boolean touch, Deadline deadline) {
        KeyLayout keys = layout(key);
        String id = key.storageId();
        Reply reply = link.run(Script.LOAD, List.of(keys.record(id), keys.index(id)), List.of(id,
                configured.idle().toMillis(), configured.absoluteLifetime().toMillis(), touch ? "1" : "0"), deadline);
        return switch (reply.status()) {
            case "absent" -> new LoadOutcome.Absent();
            case "expired" -> new LoadOutcome.Expired();
            case "foreign" -> opened(key, configured, reply.bytes(2), reply.instant(1), Instant.MAX);
            default -> opened(key, configured, reply.bytes(3), reply.instant(1), reply.instant(2));
        };
    }

    WriteOutcome update(StoredState state, Timeouts configured, int maximumPerSubject, Deadline deadline) {
        Sealing.Sealed sealed = sealing.seal(state);
        KeyLayout keys = layout(state.key());
        String id = state.key().storageId();
        List<String> names = new ArrayList<>(List.of(keys.record(id), keys.index(id)));
        sealed.subjectTokens().forEach(token -> names.add(keys.subject(token)));
        return written(link.run(Script.UPDATE, names, List.of(sealed.value(), id, KeyLayout.bucket(id), keys.base(),
                maximumPerSubject, configured.idle().toMillis(), configured.absoluteLifetime().toMillis()), deadline));
    }

    WriteOutcome delete(StateKey key, Deadline deadline) {
        return remove(key, ENDED_MARK, deadline);
    }

    /** Leaves no mark: the session lives on elsewhere, and may come back. */
    void release(StateKey key, Deadline deadline) {
        remove(key, Duration.ZERO, deadline);
    }

    private WriteOutcome remove(StateKey key, Duration mark, Deadline deadline) {
        KeyLayout keys = layout(key);
        String id = key.storageId();
        return written(link.run(Script.DELETE, List.of(keys.record(id), keys.index(id)),
                List.of(id, KeyLayout.bucket(id), keys.base(), mark.toMillis()), deadline));
    }

    private LoadOutcome opened(StateKey key, Timeouts configured, byte[] value, Instant now, Instant expiresAt) {
        Sealing.Content content = sealing.open(key, value);
        if (content instanceof Sealing.Refused refused) {
            return new LoadOutcome.Refused(refused.why());
        }
        StoredState stored = ((Sealing.Readable) content).stored();
        if (expiresAt.equals(Instant.MAX)) {
            return new LoadOutcome.Refused(Unreadable.MALFORMED);
        }
        // The script judged what it read; only now is the time of creation known to be authentic.
        Duration lifetime = stored.timeouts().shorter(configured).absoluteLifetime();
        return now.isBefore(stored.createdAt().plus(lifetime))
                ? new LoadOutcome.Found(stored, expiresAt)
                : new LoadOutcome.Expired();
    }

    private static WriteOutcome written(Reply reply) {
        return switch (reply.status()) {
            case "applied" -> new WriteOutcome.Applied(reply.instant(2));
            case "absent" -> new WriteOutcome.Absent();
            case "expired" -> new WriteOutcome.Expired();
            case "exists" -> new WriteOutcome.Exists();
            case "stale" -> new WriteOutcome.Stale(reply.number(2));
            case "limit" -> new WriteOutcome.LimitReached(reply.text(2));
            default -> throw new IllegalStateException("a script returned " + reply.status());
        };
    }

    private List<String> newKeys(KeyLayout keys, String id, Sealing.Sealed sealed) {
        List<String> names = new ArrayList<>(List.of(keys.record(id), keys.index(id), KeyLayout.modules(namespace)));
        sealed.subjectTokens().forEach(token -> names.add(keys.subject(token)));
        return names;
    }

    private KeyLayout layout(StateKey key) {
        return new KeyLayout(namespace, key.module());
    }
}
