package com.iam.state.redis.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import com.iam.state.api.Deadline;
import com.iam.state.api.Page;
import com.iam.state.api.SessionInfo;
import com.iam.state.api.StateKey;
import com.iam.state.api.StoredState;

/** Lists of sessions, one script for each page. A cursor is the storage id of the last session that was shown. */
final class SessionLists {

    private final RedisLink link;
    private final String namespace;
    private final Sealing sealing;

    SessionLists(RedisLink link, String namespace, Sealing sealing) {
        this.link = link;
        this.namespace = namespace;
        this.sealing = sealing;
    }

    Page<SessionInfo> sessionsOf(String module, String subject, Optional<String> cursor, int limit, Deadline deadline) {
        KeyLayout keys = new KeyLayout(namespace, module);
        List<String> names = sealing.subjectTokens(module, subject).stream().map(keys::subject).toList();
        return page(module, link.run(Script.SESSIONS, names, List.of(keys.base(), cursor.orElse(""), limit), deadline));
    }

    Page<SessionInfo> page(String module, Optional<String> cursor, int limit, Deadline deadline) {
        KeyLayout keys = new KeyLayout(namespace, module);
        int bucket = cursor.map(id -> Integer.parseInt(KeyLayout.bucket(id), 16)).orElse(0);
        return page(module, link.run(Script.PAGE, keys.indexes(bucket, KeyLayout.BUCKETS),
                List.of(cursor.orElse(""), limit), deadline));
    }

    long count(String module, Deadline deadline) {
        KeyLayout keys = new KeyLayout(namespace, module);
        return link.run(Script.COUNT, keys.indexes(0, KeyLayout.BUCKETS), List.of(), deadline).number(0);
    }

    private Page<SessionInfo> page(String module, Reply reply) {
        List<SessionInfo> items = new ArrayList<>();
        for (int i = 1; i + 2 < reply.size(); i += 3) {
            StateKey key = new StateKey(module, reply.text(i));
            byte[] value = reply.bytes(i + 2);
            int at = i + 1;
            RecordFormat.decode(value).ifPresent(record -> items.add(info(key, record, value, reply, at)));
        }
        boolean more = reply.number(0) == 1;
        return new Page<>(items, more ? Optional.of(reply.text(reply.size() - 3)) : Optional.empty());
    }

    private SessionInfo info(StateKey key, RecordFormat record, byte[] value, Reply reply, int deadlineAt) {
        Sealing.Content content = sealing.open(key, value);
        Optional<String> subject = content instanceof Sealing.Readable readable
                ? Optional.of(readable.stored()).map(StoredState::state).flatMap(state -> state.subject())
                : Optional.empty();
        return new SessionInfo(key, subject, record.createdAt(), reply.instant(deadlineAt), record.revision(),
                content instanceof Sealing.Refused refused ? Optional.of(refused.why()) : Optional.empty());
    }
}
