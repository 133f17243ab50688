package com.iam.state.api.admin;

import java.util.Optional;

import org.osgi.annotation.versioning.ProviderType;

import com.iam.state.api.Page;
import com.iam.state.api.SessionInfo;
import com.iam.state.api.StateManager;
import com.iam.state.api.StateUnavailableException;

/**
 * The sessions of one module as administrators and monitoring see them. A service beside the module's {@link
 * StateManager}, with the same property {@value StateManager#MODULE}.
 *
 * <p>Calls block for a bounded time; any number of threads may call. Every method but {@link #status} throws
 * {@link StateUnavailableException} when the state cannot be reached in time.
 */
@ProviderType
public interface SessionAdministration {

    /** Ends a session. When it returns, no instance serves it any more. Returns whether there was one. */
    boolean delete(String storageId);

    /** A page of the live sessions of a subject. */
    Page<SessionInfo> sessionsOf(String subject, Optional<String> cursor, int limit);

    /** A page of all live sessions of the module. */
    Page<SessionInfo> page(Optional<String> cursor, int limit);

    /** The number of live sessions of the module. */
    long count();

    /** Ends all sessions of a subject; those that begin meanwhile too. Returns their number. */
    int endAllOf(String subject);

    /** Does not block and does not fail. */
    ManagerStatus status();

    /** Returns if sessions can be served right now; throws {@link StateUnavailableException} if not. */
    void check();
}
