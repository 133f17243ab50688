package com.iam.state.core.internal;

import com.iam.state.api.Deadline;
import com.iam.state.api.ManagerStatus.Progress;
import com.iam.state.api.StateRepository;

/**
 * States on their way from a frozen repository to the one that serves now. A state is carried when it is asked for, or
 * by and by in the background. Each is adopted exactly once: an id that ended on the new side stays ended, since it had
 * to be carried before it could end. Any number of threads may call.
 */
interface CarryOver {

    /** When it returns, the state is where {@code target} can find it, if it was here at all. */
    void carry(String storageId, StateRepository target, Deadline deadline);

    /** The same for all states of a subject. */
    void carryAllOf(String subject, StateRepository target, Deadline deadline);

    /** Carries some more; returns whether everything has been carried. */
    boolean carrySome(StateRepository target, Deadline deadline);

    boolean isDone();

    /** Whether the states come from there: on the way back they need not be carried, they never left. */
    boolean isFrom(StateRepository repository);

    Progress progress();
}
