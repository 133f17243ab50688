package com.iam.state.api;

import java.util.Objects;

/**
 * The end of a session that the caller has claimed from a repository, to report it.
 *
 * @param receipt how the repository knows it again; not to be logged
 */
public record ClaimedEnd(SessionEnd end, String receipt) {

    public ClaimedEnd {
        Objects.requireNonNull(end);
        Objects.requireNonNull(receipt);
    }

    @Override
    public String toString() {
        return "ClaimedEnd[" + end + "]";
    }
}
