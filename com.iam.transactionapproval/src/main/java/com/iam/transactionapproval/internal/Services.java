package com.iam.transactionapproval.internal;

import java.time.InstantSource;

import com.iam.state.api.StateManager;
import com.iam.state.api.StateUnavailableException;
import com.iam.users.api.FinalOutcomes;
import com.iam.users.api.SessionCutOffs;
import com.iam.users.api.UserDirectory;
import com.iam.users.api.UserDirectoryUnavailableException;
import com.iam.web.ServiceSlot;

/** What is there at the moment. Requests that need what is not there are answered with 503. */
record Services(ServiceSlot<StateManager> stateManager, ServiceSlot<UserDirectory> userDirectory,
        ServiceSlot<FinalOutcomes> outcomes, ServiceSlot<SessionCutOffs> sessionCutOffs, ServiceSlot<ApprovalSettings> settings,
        Applications applications) {

    Services(InstantSource clock) {
        this(ServiceSlot.ofStateManager(), ServiceSlot.ofUserDirectory(),
                ServiceSlot.ofReplaceable(() -> new UserDirectoryUnavailableException("there is no user directory", null)),
                ServiceSlot.ofSessionCutOffs(),
                new ServiceSlot<>(() -> new StateUnavailableException("there are no valid settings")), new Applications(clock));
    }
}
