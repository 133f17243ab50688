package com.iam.state.api;

import java.util.List;

/** What a frozen repository leaves to its successor. */
public sealed interface HandOver {

    /** The states themselves, since they would be gone with the repository. */
    record Contents(List<CarriedState> states) implements HandOver {
        public Contents {
            states = List.copyOf(states);
        }
    }

    /** They stay where they are, for whoever can reach them there. */
    record Remains() implements HandOver {
    }
}
