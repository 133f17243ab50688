package com.iam.state.api.admin;

import java.util.List;
import java.util.Optional;

import com.iam.state.api.Timeouts;

/**
 * A state manager as operators see it.
 *
 * @param repository what it is bound to right now; empty if requests wait for one
 * @param target the filter that chooses the repository
 * @param carryOver present while states are on their way from the previous repository
 * @param notes one sentence each for what needs an operator's attention
 */
public record ManagerStatus(String module, Optional<RepositoryInfo> repository, String target, Timeouts timeouts,
        Optional<Progress> carryOver, List<String> notes) {

    public ManagerStatus {
        notes = List.copyOf(notes);
    }

    /**
     * @param failed those among the remaining ones that could not be carried when last tried; they are tried again
     * @param perSecond how many are carried a second at the moment
     */
    public record Progress(long done, long remaining, long failed, long perSecond) {
    }
}
