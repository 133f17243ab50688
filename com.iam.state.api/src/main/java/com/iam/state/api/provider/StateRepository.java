package com.iam.state.api.provider;

import org.osgi.annotation.versioning.ProviderType;

import com.iam.state.api.Freshness;
import com.iam.state.api.SessionEnd;
import com.iam.state.api.StateKey;
import com.iam.state.api.Timeouts;
import com.iam.state.api.admin.RepositoryInfo;

/**
 * Keeps stored states. A service; its property {@value #KIND} says which it is, {@value #NAME} which one of its kind.
 * Modules do not use it: {@link com.iam.state.api.StateManager} does.
 *
 * <p>Its roles beside the states themselves are interfaces of their own: {@link SessionDirectory} and {@link EndReports}.
 *
 * <p><b>Guarantees.</b> Every operation is one atomic step. An operation that returned is kept, and every later operation
 * sees it, except that a {@linkplain Freshness#RECENT recent} read may come from a copy that misses an update of a moment
 * ago. No read, of either freshness, that begins after a deletion or an update of {@link Assurance#REPLICATED} has
 * returned misses it. An operation that threw changed nothing, except when the exception says that the outcome is
 * unknown. A deleted state stays deleted, also if other calls are in flight. Deadlines are judged by the repository's
 * clock alone, so an instance with a wrong clock can prolong nothing; a session is over when its deadline has been
 * reached. A use may move an idle deadline less far, by a tenth of a second at the most.
 *
 * <p><b>Threads.</b> Any number may call. Calls block, at most until their deadline, and hold no monitor meanwhile.
 *
 * <p><b>Errors.</b> Every method but {@link #info()} throws {@link com.iam.state.api.StateUnavailableException} when the states cannot be
 * reached in time; those that write throw {@link RepositoryFrozenException} once the module was frozen. A write whose state
 * is larger than {@value #MAXIMUM_STATE_SIZE} bytes throws {@link com.iam.state.api.StateTooLargeException}, one whose state cannot be
 * encoded {@link IllegalArgumentException}; nothing was changed then. Anything else that is thrown, a {@code null}, and a state that
 * was not asked for count as {@code StateUnavailableException}, after which a write may have been applied. Its message is shown to
 * operators and holds no secret.
 */
@ProviderType
public interface StateRepository extends SessionDirectory, EndReports {

    /** Service property: {@code memory} or {@code redis}. */
    String KIND = "state.repository";
    /** Service property: the name from the configuration. */
    String NAME = "name";

    /**
     * Service property, {@code true} if its calls return by their deadlines by themselves. They are then made on the thread of the
     * request. Those of others are made on threads of their own, 64 at a time at the most, and given up at the deadline, with an
     * interrupt.
     */
    String PUNCTUAL = "state.repository.punctual";

    /** What a state may take at the most, in bytes, encoded and not yet sealed. Managers set tighter limits. */
    int MAXIMUM_STATE_SIZE = 1_048_576;

    /**
     * Keeps a new state.
     *
     * @param maximumPerSubject how many sessions its subject may have in its module with this one; 0 for any number
     * @return {@code Applied}, {@code Exists}, {@code LimitReached} or {@code Unconfirmed}
     * @throws com.iam.state.api.StateUnavailableException also if its time of creation is more than two seconds from the repository's
     */
    WriteOutcome create(StoredState state, int maximumPerSubject, Deadline deadline);

    /**
     * Reads a state and, if it is found, moves its idle deadline, in one step.
     *
     * @param configured the shorter of these and the stored timeouts wins
     * @param freshness with {@link Freshness#RECENT} a repository may leave the deadline where it is if it would move by less
     *     than a small part of the idle timeout
     */
    LoadOutcome load(StateKey key, Timeouts configured, Freshness freshness, Deadline deadline);

    /** Loads a {@linkplain Freshness#RECENT recent} state. */
    default LoadOutcome load(StateKey key, Timeouts configured, Deadline deadline) {
        return load(key, configured, Freshness.RECENT, deadline);
    }

    /** Reads a state without moving its deadline. Works on a frozen repository too. */
    LoadOutcome peek(StateKey key, Timeouts configured, Freshness freshness, Deadline deadline);

    /** Peeks at a {@linkplain Freshness#RECENT recent} state. */
    default LoadOutcome peek(StateKey key, Timeouts configured, Deadline deadline) {
        return peek(key, configured, Freshness.RECENT, deadline);
    }

    /**
     * Replaces a state if the one that is kept is the revision just before it, and moves its idle deadline. Never
     * creates.
     *
     * @param maximumPerSubject counts only if the state gets another subject by this
     * @return {@code Applied} (also if this very write had been applied before), {@code Absent}, {@code Expired},
     *     {@code Stale}, {@code LimitReached} or {@code Unconfirmed}
     */
    WriteOutcome update(StoredState state, Timeouts configured, int maximumPerSubject, Assurance assurance,
            Deadline deadline);

    /** An update of {@link Assurance#ORDINARY ordinary} assurance. */
    default WriteOutcome update(StoredState state, Timeouts configured, int maximumPerSubject, Deadline deadline) {
        return update(state, configured, maximumPerSubject, Assurance.ORDINARY, deadline);
    }

    /**
     * Deletes a state. Idempotent. Its assurance is {@link Assurance#REPLICATED}.
     *
     * @param cause for the report of the end
     * @return {@code Applied}, {@code Absent} or {@code Unconfirmed}
     */
    WriteOutcome delete(StateKey key, SessionEnd.Cause cause, Deadline deadline);

    /**
     * Takes over a state from another repository, with its revision and what remains of its time. Where the session is known
     * in an earlier revision, which a carry-over that was broken off may have left behind, the later one takes its place.
     *
     * @return {@code Applied}, {@code Exists} (in this or a later revision; also if a session of that id has ended here),
     *     {@code Expired} (nothing remained) or {@code Unconfirmed}
     * @throws com.iam.state.api.StateUnavailableException also if its time of creation lies more than two seconds ahead of the repository's
     *     clock: it would live longer than it may
     */
    WriteOutcome adopt(CarriedState carried, Deadline deadline);

    /**
     * Refuses all writes for a module from now on; those that had begun are finished when it returns. Does not block on
     * anything outside the process. Idempotent: a second call hands over the same.
     */
    HandOver freeze(String module);

    /** Takes {@link #freeze} back: the module's states, all of them, are served from here again. */
    void thaw(String module);

    /**
     * Drops a state from a frozen module once its successor has adopted it. Not an end of the session. Does nothing if the
     * module is not frozen (any more).
     */
    void release(StateKey key, Deadline deadline);

    /** Does not block and does not fail. */
    RepositoryInfo info();

    /** Whether other instances may be using the same states. Never changes. */
    boolean isShared();

    /** Returns if the states can be reached and opened right now; throws if not. */
    void check(Deadline deadline);
}
