package com.iam.state.redis.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import com.iam.state.api.Deadline;
import com.iam.state.api.Page;
import com.iam.state.api.SessionInfo;
import com.iam.state.api.StateKey;
import com.iam.state.api.StoredState;

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
        return page(module, source.sessions(keys, sealing.subjectTokens(module, subject), cursor.orElse(""), limit, deadline));
    }

    Page<SessionInfo> page(String module, Optional<String> cursor, int limit, Deadline deadline) {
        KeyLayout keys = new KeyLayout(namespace, module);
        return page(module, source.page(keys, cursor.orElse(""), limit, deadline));
    }

    long count(String module, Deadline deadline) {
        return source.count(new KeyLayout(namespace, module), deadline);
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
