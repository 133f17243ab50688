package com.iam.transactionapproval.internal;

import java.time.InstantSource;

import com.iam.state.api.StateManager;
import com.iam.state.api.StateUnavailableException;
import com.iam.users.api.UserDirectory;
import com.iam.web.ServiceSlot;

/** What is there at the moment. Requests that need what is not there are answered with 503. */
record Services(ServiceSlot<StateManager> stateManager, ServiceSlot<UserDirectory> userDirectory,
        ServiceSlot<ApprovalSettings> settings, Applications applications) {

    Services(InstantSource clock) {
        this(ServiceSlot.ofStateManager(), ServiceSlot.ofUserDirectory(),
                new ServiceSlot<>(() -> new StateUnavailableException("there are no valid settings")), new Applications(clock));
    }
}
