package com.iam.state.api.provider;

import java.util.Objects;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Supplier;

/** What a frozen repository leaves to its successor. */
public sealed interface HandOver {

    /**
     * The states are in the memory of this process, and would be gone with the repository. While it is there, it
     * answers questions about them, exactly and without blocking. The next repository must take them before this one
     * goes.
     *
     * @param taken makes a map of all that have not been released, by their storage ids. It belongs to the caller.
     *     Not made when the repository is frozen, since requests wait meanwhile
     */
    record Contents(Supplier<ConcurrentMap<String, CarriedState>> taken) implements HandOver {
        public Contents {
            Objects.requireNonNull(taken);
        }
    }

    /** The states stay where they are, for every instance that reaches that store. */
    record Remains() implements HandOver {
    }
}
