package com.iam.users.api;

import java.time.Instant;
import java.util.Optional;

import org.osgi.annotation.versioning.ProviderType;

/**
 * Remembers how things have ended that may end once only, such as an approval, apart from where they are kept: what
 * is put back there has ended all the same. A service. Any number of threads may call; calls block for a bounded
 * time.
 *
 * <p>All methods throw {@link UserDirectoryUnavailableException} when the directory cannot be reached.
 */
@ProviderType
public interface FinalOutcomes {

    /**
     * Settles how something has ended, unless that is settled: one atomic step, so of all that try, on all instances
     * that share the users, one succeeds.
     *
     * @param what names it and nothing else; kept as a hash only
     * @param outcome of at most 64 characters of ASCII
     * @param keptUntil from when on it matters to no caller any more. It is remembered for at least an hour longer
     * @return empty if this call has settled it; otherwise how it had ended before
     * @throws UserDirectoryUnavailableException when it is not known whether it is settled now: {@link #of} tells
     *     later
     */
    Optional<String> settle(String what, String outcome, Instant keptUntil);

    /** How something has ended; empty if it has not, or if that is remembered no more. */
    Optional<String> of(String what);
}
