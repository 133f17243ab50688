package com.iam.state.core.internal;

import java.util.List;
import java.util.Optional;

import com.iam.state.api.ManagerStatus.Progress;
import com.iam.state.api.StateRepository;

/** What stands behind a manager's gate. @param arriving what is still on its way from earlier repositories */
record Bound(StateRepository repository, List<CarryOver> arriving) {

    /** Empty when everything has arrived. */
    Optional<Progress> progress() {
        return arriving.stream().allMatch(CarryOver::isDone)
                ? Optional.empty()
                : Optional.of(arriving.stream().map(CarryOver::progress).reduce(new Progress(0, 0, 0),
                        (a, b) -> new Progress(a.done() + b.done(), a.remaining() + b.remaining(), a.failed() + b.failed())));
    }
}
