package com.iam.state.api;

import java.util.Objects;
import java.util.concurrent.ConcurrentMap;

/** What a frozen repository leaves to its successor. */
public sealed interface HandOver {

    /**
     * The states themselves, since they would be gone with the repository.
     *
     * @param states by their storage ids. Whoever asked for them owns the map and takes out what it has done with: it is not
     *     copied, since requests wait while it is made
     */
    record Contents(ConcurrentMap<String, CarriedState> states) implements HandOver {
        public Contents {
            Objects.requireNonNull(states);
        }
    }

    /** They stay where they are, for whoever can reach them there. */
    record Remains() implements HandOver {
    }
}
