package com.iam.state.redis.internal;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import com.iam.state.api.SessionEnd;
import com.iam.state.api.SessionEnd.Cause;
import com.iam.state.api.StateKey;
import com.iam.state.api.provider.ClaimedEnd;
import com.iam.state.api.provider.Deadline;
import com.iam.state.api.provider.StoredState;

/** The ends of sessions that wait for being reported. {@code ends.lua} says how they are kept. */
final class SessionEnds {

    /** What a bucket of a Cluster gives at a time. */
    private static final int OF_A_BUCKET = 4;
    private static final int ID_LENGTH = 22;

    private final RedisStore store;
    private final Sealing sealing;

    SessionEnds(RedisStore store, Sealing sealing) {
        this.store = store;
        this.sealing = sealing;
    }

    static String letter(Cause cause) {
        return switch (cause) {
            case USER -> "U";
            case ADMINISTRATOR -> "A";
            case REPLACED -> "R";
            case IDLE -> "I";
            case LIFETIME -> "L";
            case UNKNOWN -> "X";
        };
    }

    private static Cause cause(char letter) {
        return switch (letter) {
            case 'U' -> Cause.USER;
            case 'A' -> Cause.ADMINISTRATOR;
            case 'R' -> Cause.REPLACED;
            case 'I' -> Cause.IDLE;
            case 'L' -> Cause.LIFETIME;
            // A later release may know more.
            default -> Cause.UNKNOWN;
        };
    }

    List<ClaimedEnd> claim(String module, int limit, Duration lease, Deadline deadline) {
        List<ClaimedEnd> claimed = new ArrayList<>();
        boolean more = true;
        // What was planted is dropped, some at a time, and must not look as if nothing else were waiting.
        while (more && claimed.isEmpty() && !deadline.hasPassed()) {
            more = false;
            for (Reply reply : replies(module, limit, lease, deadline)) {
                more |= reply.number(0) == 1;
                for (int i = 1; i + 1 < reply.size(); i += 2) {
                    claimed.add(claimed(module, reply.text(i), reply.bytes(i + 1), deadline));
                }
            }
        }
        return claimed;
    }

    private List<Reply> replies(String module, int limit, Duration lease, Deadline deadline) {
        List<String> keys = new KeyLayout(store.namespace(), module).ends();
        return store.cluster()
                ? store.link().runAll(Script.CLAIM,
                        ClusterLists.each(keys, List.of(Math.min(limit, OF_A_BUCKET), lease.toMillis())), deadline)
                : List.of(store.link().run(Script.CLAIM, keys, List.of(limit, lease.toMillis()), deadline));
    }

    void settle(String module, List<ClaimedEnd> ends, Deadline deadline) {
        KeyLayout keys = new KeyLayout(store.namespace(), module);
        Map<String, List<String>> members = new HashMap<>();
        for (ClaimedEnd each : ends) {
            String id = each.receipt().substring(0, ID_LENGTH);
            members.computeIfAbsent(keys.ends(id), key -> new ArrayList<>()).add(each.receipt());
        }
        store.link().runAll(Script.SETTLE, members.entrySet().stream()
                .map(each -> new RedisLink.Call(List.of(each.getKey()), each.getValue())).toList(), deadline);
    }

    /** @param member which the script has found to be well-formed */
    private ClaimedEnd claimed(String module, String member, byte[] record, Deadline deadline) {
        try {
            StateKey key = new StateKey(module, member.substring(0, ID_LENGTH));
            Instant endedAt = Instant.ofEpochMilli(Long.parseLong(member.substring(ID_LENGTH + 1)));
            Optional<StoredState> stored = record.length > 0 && sealing.open(key, record, deadline) instanceof Sealing.Readable readable
                    ? Optional.of(readable.stored())
                    : Optional.empty();
            return new ClaimedEnd(SessionEnd.of(key, cause(member.charAt(ID_LENGTH)),
                    stored.flatMap(each -> each.state().subject()), stored.map(StoredState::createdAt), endedAt), member);
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            throw Reply.unexpected(false);
        }
    }
}
