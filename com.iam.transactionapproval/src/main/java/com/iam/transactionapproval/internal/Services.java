package com.iam.transactionapproval.internal;

import com.iam.state.api.StateManager;
import com.iam.state.api.StateUnavailableException;
import com.iam.users.api.UserDirectory;
import com.iam.users.api.UserDirectoryUnavailableException;
import com.iam.web.ServiceSlot;

/** What is there at the moment; each answers 503 by its exception while it is not. */
record Services(ServiceSlot<StateManager> stateManager, ServiceSlot<UserDirectory> userDirectory,
        ServiceSlot<ApprovalSettings> settings) {

    Services() {
        this(new ServiceSlot<>(() -> new StateUnavailableException("there is no state manager")),
                new ServiceSlot<>(() -> new UserDirectoryUnavailableException("there is no user directory", null)),
                new ServiceSlot<>(() -> new StateUnavailableException("there are no valid settings")));
    }
}
