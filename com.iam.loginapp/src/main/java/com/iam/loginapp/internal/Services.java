package com.iam.loginapp.internal;

import com.iam.state.api.StateManager;
import com.iam.users.api.AcceptedTickets;
import com.iam.users.api.SessionCutOffs;
import com.iam.users.api.UserDirectory;
import com.iam.users.api.UserDirectoryUnavailableException;
import com.iam.web.Authentication;
import com.iam.web.ServiceSlot;

/** What is there at the moment. Requests that need what is not there are answered with 503. */
record Services(ServiceSlot<StateManager> stateManager, ServiceSlot<UserDirectory> userDirectory,
        ServiceSlot<SessionCutOffs> sessionCutOffs, ServiceSlot<AcceptedTickets> acceptedTickets, TicketIssuers issuers) {

    Services(Authentication authentication) {
        this(authentication.stateManager(), authentication.userDirectory(), authentication.sessionCutOffs(), ServiceSlot.ofReplaceable(
                () -> new UserDirectoryUnavailableException("accepted tickets can be kept nowhere", null)), new TicketIssuers());
    }
}
