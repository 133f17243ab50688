package com.iam.state.api.provider;

import java.util.Objects;

import com.iam.state.api.SessionEnd;

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
