package com.iam.adminapp.internal;

import java.time.Instant;
import java.util.Optional;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import com.iam.users.api.SessionCutOffs;
import com.iam.users.api.UserDirectory;
import com.iam.users.api.UserDirectoryUnavailableException;
import com.iam.users.api.UserKind;
import com.iam.users.api.UserNames;
import com.iam.web.ServiceSlot;

/** What the users say about whose sessions are meant. While they are away, the sessions can be seen and ended all the same. */
record Users(ServiceSlot<UserDirectory> directory, ServiceSlot<SessionCutOffs> cutOffs) {

    private static final Logger LOG = LoggerFactory.getLogger(Users.class);

    /**
     * The subject of a user's sessions in a module, whichever spelling of the name was typed; also of a user that may not log in. As
     * it was typed if there is no such user, or the directory cannot say.
     */
    String nameIn(String module, String typed) {
        if (module.equals("transactionapproval")) {
            // Approvals may be asked for users who are not there.
            return UserNames.comparable(typed);
        }
        try {
            return directory.find().flatMap(users -> users.nameOf(kindIn(module), typed)).orElse(typed);
        } catch (UserDirectoryUnavailableException e) {
            LOG.debug("A name is taken as it was typed: {}", e.getMessage());
            return typed;
        }
    }

    /** Ends all sessions of a user in a module, be they listed or not. Empty if that cannot be kept just now. */
    Optional<Instant> cutOff(String module, String name) {
        try {
            return cutOffs.find().flatMap(users -> users.end(kindIn(module), module, name));
        } catch (UserDirectoryUnavailableException e) {
            LOG.warn("Sessions that are not listed were not ended: {}", e.getMessage());
            return Optional.empty();
        }
    }

    private static UserKind kindIn(String module) {
        return module.equals(AdminRest.MODULE.name()) ? UserKind.ADMINISTRATOR : UserKind.END_USER;
    }
}
