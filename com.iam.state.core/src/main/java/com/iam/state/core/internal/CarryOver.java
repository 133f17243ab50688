package com.iam.state.core.internal;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

import com.iam.state.api.SessionEnd;
import com.iam.state.api.SessionUnreadableException;
import com.iam.state.api.StateKey;
import com.iam.state.api.StateUnavailableException;
import com.iam.state.api.provider.Deadline;
import com.iam.state.api.provider.HandOver;
import com.iam.state.api.provider.RepositoryFrozenException;
import com.iam.state.api.provider.StateRepository;
import com.iam.state.api.provider.WriteOutcome;
import com.iam.state.core.internal.Origin.Holding;

/**
 * States on their way from one origin to the repository that serves now. A state is carried when it is asked for, or
 * by and by in the background. Each is adopted once, and released at its origin only when it is known to have
 * arrived: what could not be carried stays where it is, and may be carried back. Any number of threads may call.
 */
final class CarryOver {

    private volatile Origin origin;
    private final String module;
    private final StripedLocks locks = new StripedLocks();
    /** Sessions that may have arrived already, since the outcome of carrying them is unknown. */
    private final Set<String> unsettled = ConcurrentHashMap.newKeySet();
    /** Those that could not be carried when last tried. */
    private final Hindrances hindrances = new Hindrances();
    /** Sessions that no instance will ever be able to open; they stay at the origin until they expire. */
    private final Set<String> unreadable = ConcurrentHashMap.newKeySet();
    /** Those that have ended since: a copy that an unfinished attempt left behind must not bring one back. */
    private final Map<String, SessionEnd.Cause> ended = new ConcurrentHashMap<>();
    private final LongAdder done = new LongAdder();
    private boolean foundSome = true;
    private volatile boolean finished;

    CarryOver(Origin origin, String module) {
        this.origin = origin;
        this.module = module;
    }

    /**
     * When it returns, the state is where {@code target} can find it, if it was here at all.
     *
     * @throws StateUnavailableException if it could not be carried: whether there is such a session is unknown
     */
    void carry(String storageId, StateRepository target, Deadline deadline) {
        carry(storageId, target, false, deadline);
    }

    /**
     * The same for one of {@link #some}: if it cannot be carried, that is counted. What clients ask for may be
     * anything.
     */
    void carryListed(String storageId, StateRepository target, Deadline deadline) {
        carry(storageId, target, true, deadline);
    }

    private void carry(String storageId, StateRepository target, boolean listed, Deadline deadline) {
        if (!finished && origin.holds(storageId) != Holding.NO) {
            locks.locked(storageId, deadline, () -> move(storageId, target, listed, deadline));
        }
    }

    /** Ends a session that cannot be opened, and so not be carried either. */
    void discard(String storageId, SessionEnd.Cause cause, Deadline deadline) {
        if (!finished && origin.holds(storageId) != Holding.NO) {
            locks.locked(storageId, deadline, () -> {
                ended.put(storageId, cause);
                settle(storageId, deadline);
                hindrances.over(storageId);
            });
        }
    }

    /** The same for all states of a subject. */
    void carryAllOf(String subject, StateRepository target, Deadline deadline) {
        if (!finished) {
            origin.idsOf(subject, deadline).forEach(id -> carry(id, target, deadline));
        }
    }

    /**
     * Whether the state must be carried before the target is asked for it: it is here for sure, or an attempt to
     * carry it has not been heard of. What the target has might be an earlier revision, or the origin might serve one
     * if the module goes back.
     */
    boolean comesFirst(String storageId) {
        return !finished && (origin.holds(storageId) == Holding.YES || unsettled.contains(storageId));
    }

    /** The session has ended at the target: whatever is left of it here is not carried any more. */
    void ended(String storageId, SessionEnd.Cause cause) {
        ended.put(storageId, cause);
    }

    /** What has ended at the target while this was under way. */
    Map<String, SessionEnd.Cause> ended() {
        return ended;
    }

    /**
     * Some of those that are still to be carried; empty at the end of a round. For one thread, which goes round until
     * it is done: after a round that found nothing, since other instances may still add to an origin that they share.
     */
    List<String> some(int limit, Deadline deadline) {
        List<String> ids;
        List<String> wanted;
        do {
            ids = origin.some(limit, deadline);
            wanted = ids.stream().filter(id -> !unreadable.contains(id)).toList();
        } while (wanted.isEmpty() && !ids.isEmpty());
        if (ids.isEmpty()) {
            finished = !foundSome;
            foundSome = false;
        } else {
            foundSome = true;
        }
        return wanted;
    }

    boolean isDone() {
        return finished;
    }

    /** Whether the states come from there: on the way back they need not be carried, they never left. */
    boolean isFrom(StateRepository repository) {
        return origin.is(repository);
    }

    /** The repository that the states come from is going. To be called while it still works. */
    void keep(HandOver.Contents contents) {
        origin = new HandedOver(contents.taken().get());
    }

    /** The module goes back to where the states come from. */
    void abandon() {
        origin.abandon();
    }

    long done() {
        return done.sum();
    }

    long remaining() {
        return finished ? 0 : origin.remaining();
    }

    /** Some of the remaining ones could not be carried yet; those that can never be opened count as well. */
    long failed() {
        return hindrances.number();
    }

    /** Why some have not been carried. */
    Hindrances hindrances() {
        return hindrances;
    }

    private void move(String storageId, StateRepository target, boolean listed, Deadline deadline) {
        try {
            if (origin.isSamePlaceAs(target, deadline)) {
                finished = true;
                return;
            }
            Origin.Taken taken = origin.take(storageId, deadline);
            if (taken instanceof Origin.Found found) {
                adopt(found, storageId, target, deadline);
            } else if (taken instanceof Origin.Refused refused && refused.why().mayBecomeReadable()) {
                throw new SessionUnreadableException();
            } else if (taken instanceof Origin.Ended over) {
                target.delete(new StateKey(module, storageId), over.cause(), deadline);
                origin.release(storageId, deadline);
            } else if (taken instanceof Origin.Refused) {
                unreadable.add(storageId);
            }
            if (taken instanceof Origin.Refused refused) {
                failed(storageId, listed, "it cannot be opened, and ends where it is (" + refused.why() + ")");
            } else {
                hindrances.over(storageId);
            }
        } catch (RepositoryFrozenException e) {
            // The next swap is under way, and will see to it.
            throw e;
        } catch (StateUnavailableException e) {
            failed(storageId, listed, String.valueOf(e.getMessage()));
            throw e;
        } catch (RuntimeException | LinkageError e) {
            failed(storageId, listed, "it failed: " + e.getClass().getName());
            throw new StateUnavailableException("the session cannot be carried over", false, e);
        }
    }

    private void failed(String storageId, boolean listed, String reason) {
        if (listed) {
            hindrances.note(storageId, reason);
        }
    }

    private void adopt(Origin.Found found, String storageId, StateRepository target, Deadline deadline) {
        if (!ended.containsKey(storageId)) {
            unsettled.add(storageId);
            WriteOutcome outcome = target.adopt(found.carried(), deadline);
            // "Exists": the lost answer to an earlier attempt, or another instance was faster.
            if (!(outcome instanceof WriteOutcome.Applied || outcome instanceof WriteOutcome.Unconfirmed
                    || outcome instanceof WriteOutcome.Exists || outcome instanceof WriteOutcome.Expired)) {
                throw new IllegalStateException("a repository adopts a state or not, but answered " + outcome);
            }
        }
        settle(storageId, deadline);
        done.increment();
    }

    private void settle(String storageId, Deadline deadline) {
        origin.release(storageId, deadline);
        unsettled.remove(storageId);
    }
}
