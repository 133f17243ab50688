package com.iam.state.core.internal;

import java.util.List;

import com.iam.state.api.SessionEnd;
import com.iam.state.api.Unreadable;
import com.iam.state.api.provider.CarriedState;
import com.iam.state.api.provider.Deadline;
import com.iam.state.api.provider.StateRepository;

/**
 * A frozen repository, or what it handed over: where states on their way come from. Any number of threads may call.
 */
interface Origin {

    /** What came of looking for one state. */
    sealed interface Taken {
    }

    /** It stays at the origin until it is released. */
    record Found(CarriedState carried) implements Taken {
    }

    record Nothing() implements Taken {
    }

    /** The session has ended, and must do so at the target as well. */
    record Ended(SessionEnd.Cause cause) implements Taken {
    }

    record Refused(Unreadable why) implements Taken {
    }

    enum Holding {
        YES, NO,
        /** It takes a call to find out. */
        PERHAPS
    }

    /** Whether the state is still here. Does not block. */
    Holding holds(String storageId);

    Taken take(String storageId, Deadline deadline);

    /** Drops a state that is elsewhere now. Idempotent. */
    void release(String storageId, Deadline deadline);

    /**
     * Some of the states that are still here, going round: an empty list ends a round. To be called by one thread at
     * a time.
     */
    List<String> some(int limit, Deadline deadline);

    List<String> idsOf(String subject, Deadline deadline);

    /** How many states are still here, roughly. Does not block. */
    long remaining();

    boolean is(StateRepository repository);

    /**
     * Whether the states are in the target already, since that is the same place under another name. What is released
     * here would be gone there.
     *
     * @throws com.iam.state.api.StateUnavailableException if it cannot be known
     */
    default boolean isSamePlaceAs(StateRepository target, Deadline deadline) {
        return false;
    }

    /**
     * Nothing is released any more: the states are used at the origin again, and a thread that still carries one is
     * too late.
     */
    default void abandon() {
    }
}
