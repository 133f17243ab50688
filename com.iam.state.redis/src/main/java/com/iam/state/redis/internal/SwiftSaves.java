package com.iam.state.redis.internal;

import java.util.List;
import java.util.Optional;

import com.iam.state.api.Timeouts;
import com.iam.state.api.provider.Deadline;
import com.iam.state.api.provider.StoredState;
import com.iam.state.api.provider.WriteOutcome;

/**
 * Saves sessions that were used here a moment ago, by a script that only compares and sets. If the record still is the very one
 * that was read or written here, whose write id nobody could guess, then all that the whole script judges is known: that its time is
 * not over, that its deadline moves on, and that no index changes. All that is unusual is left to that script.
 */
final class SwiftSaves {

    private final RedisLink link;
    private final RecentSessions recent;

    SwiftSaves(RedisLink link, RecentSessions recent) {
        this.link = link;
        this.recent = recent;
    }

    /** Empty if nothing was changed, and the whole script has to judge. */
    Optional<RecordAnswer<WriteOutcome>> save(KeyLayout keys, StoredState state, Sealing.Sealed sealed, Timeouts configured,
            Coherence.Notice notice, Deadline deadline) {
        return recent.next(state.key(), configured).filter(next -> next.isFollowedBy(state, configured, sealed.value()))
                .flatMap(next -> save(next, keys, state, sealed, notice, deadline));
    }

    private Optional<RecordAnswer<WriteOutcome>> save(RecentSessions.Next next, KeyLayout keys, StoredState state, Sealing.Sealed sealed,
            Coherence.Notice notice, Deadline deadline) {
        byte[] head = next.mark().head();
        byte[] record = sealed.value();
        long expiresAt = next.expiresAt().plus(RecentSessions.GRACE).toEpochMilli();
        List<?> arguments = notice.channel().isEmpty()
                ? List.of(head, record, expiresAt)
                : List.of(head, record, expiresAt, notice.channel(), notice.message());
        Reply reply = link.run(Script.SAVE, List.of(keys.record(state.key().storageId())), arguments, deadline);
        if (reply.number(0) == 0) {
            return Optional.empty();
        }
        recent.seen(state.key(), record, next.expiresAt());
        return Optional.of(new RecordAnswer<>(new WriteOutcome.Applied(next.expiresAt()), next.latest(), sealed.content()));
    }
}
