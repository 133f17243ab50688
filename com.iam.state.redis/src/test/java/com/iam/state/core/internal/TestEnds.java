package com.iam.state.core.internal;

import java.time.Duration;
import java.util.List;

import com.iam.state.api.SessionEndListener;
import com.iam.state.api.provider.StateRepository;

/** The product's report of ended sessions, over a repository that stays. */
public final class TestEnds {

    private TestEnds() {
    }

    /** Goes on until the process ends. */
    public static void report(StateRepository repository, Duration interval, SessionEndListener listener) {
        ManagerSettings settings = TestManagers.settings(interval);
        EndDelivery ends = new EndDelivery(() -> settings, () -> List.of(repository));
        ends.added(listener);
        ends.start();
    }
}
