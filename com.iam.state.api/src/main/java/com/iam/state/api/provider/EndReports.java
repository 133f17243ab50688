package com.iam.state.api.provider;

import java.time.Duration;
import java.util.List;

import org.osgi.annotation.versioning.ProviderType;

/**
 * Hands out the ends of sessions, so that one instance reports each of them. A role of a {@link StateRepository}, whose
 * guarantees, threads and errors are those of this role, too.
 */
@ProviderType
public interface EndReports {

    /**
     * Claims ends of sessions of a module, those that have been waiting longest first. An instance that claims an end
     * reports it and then settles it; if that does not happen in time, the end can be claimed again. An end can be
     * claimed soon after a deletion or a deadline, and for a day. Works on a frozen repository too.
     *
     * @param limit how many at the most; 1 or more
     * @param lease for how long no other caller can claim them
     */
    List<ClaimedEnd> claimEnds(String module, int limit, Duration lease, Deadline deadline);

    /** Forgets ends that have been reported. Idempotent. Works on a frozen repository too. */
    void settleEnds(String module, List<ClaimedEnd> ends, Deadline deadline);
}
