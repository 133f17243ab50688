package com.iam.state.api.provider;

import java.util.Optional;

import org.osgi.annotation.versioning.ProviderType;

import com.iam.state.api.Page;
import com.iam.state.api.SessionInfo;

/**
 * Lists and counts the live sessions of a module. A role of a {@link StateRepository}, whose guarantees, threads and
 * errors are those of this role, too.
 */
@ProviderType
public interface SessionDirectory {

    /**
     * A page of the live sessions of a subject.
     *
     * @param cursor comes from the page before
     * @param limit at least 1
     */
    Page<SessionInfo> sessionsOf(String module, String subject, Optional<String> cursor, int limit, Deadline deadline);

    /** A page of all live sessions of a module. */
    Page<SessionInfo> page(String module, Optional<String> cursor, int limit, Deadline deadline);

    /**
     * The number of live sessions of a module. A session that begins or ends meanwhile is counted or not; where
     * several nodes have to be asked, a session that ends and a session that begins after it may both be counted.
     */
    long count(String module, Deadline deadline);
}
