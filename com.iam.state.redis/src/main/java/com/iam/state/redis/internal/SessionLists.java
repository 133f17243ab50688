package com.iam.state.redis.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import com.iam.state.api.Page;
import com.iam.state.api.SessionInfo;
import com.iam.state.api.StateKey;
import com.iam.state.api.provider.Deadline;
import com.iam.state.api.provider.StoredState;

/** Lists of sessions, a page at a time. A cursor is the storage id of the last session that was shown. */
final class SessionLists {

    private final ListSource source;
    private final String namespace;
    private final Sealing sealing;

    SessionLists(ListSource source, String namespace, Sealing sealing) {
        this.source = source;
        this.namespace = namespace;
        this.sealing = sealing;
    }

    Page<SessionInfo> sessionsOf(String module, String subject, Optional<String> cursor, int limit, Deadline deadline) {
        KeyLayout keys = new KeyLayout(namespace, module);
        return page(module, source.sessions(keys, sealing.subjectTokens(module, subject, deadline), cursor.orElse(""), limit, deadline), deadline);
    }

    Page<SessionInfo> page(String module, Optional<String> cursor, int limit, Deadline deadline) {
        KeyLayout keys = new KeyLayout(namespace, module);
        Page<SessionInfo> page = page(module, source.page(keys, cursor.orElse(""), limit, deadline), deadline);
        // An entry that was planted in another bucket than its own must not lead back to where the reader has been.
        return new Page<>(page.items(), page.next().filter(next -> cursor.isEmpty() || isAfter(next, cursor.get())));
    }

    long count(String module, Deadline deadline) {
        return source.count(new KeyLayout(namespace, module), deadline);
    }

    private Page<SessionInfo> page(String module, Reply reply, Deadline deadline) {
        List<SessionInfo> items = new ArrayList<>();
        for (int i = 1; i + 2 < reply.size(); i += 3) {
            Optional<StateKey> key = key(module, reply.text(i));
            byte[] value = reply.bytes(i + 2);
            int at = i + 1;
            RecordFormat.decode(value).ifPresent(
                    record -> key.ifPresent(known -> items.add(info(known, record, value, reply, at, deadline))));
        }
        return new Page<>(items, reply.number(0) == 1 ? Optional.of(reply.text(reply.size() - 3)) : Optional.empty());
    }

    private static boolean isAfter(String next, String cursor) {
        int buckets = KeyLayout.firstBucket(next) - KeyLayout.firstBucket(cursor);
        return buckets > 0 || buckets == 0 && next.compareTo(cursor) > 0;
    }

    /** Empty for an entry that somebody else has planted. */
    private static Optional<StateKey> key(String module, String storageId) {
        try {
            return Optional.of(new StateKey(module, storageId));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private SessionInfo info(StateKey key, RecordFormat record, byte[] value, Reply reply, int deadlineAt, Deadline deadline) {
        Sealing.Content content = sealing.open(key, value, deadline);
        Optional<String> subject = content instanceof Sealing.Readable readable
                ? Optional.of(readable.stored()).map(StoredState::state).flatMap(state -> state.subject())
                : Optional.empty();
        return new SessionInfo(key, subject, record.createdAt(), reply.instant(deadlineAt), record.revision(),
                content instanceof Sealing.Refused refused ? Optional.of(refused.why()) : Optional.empty());
    }
}
