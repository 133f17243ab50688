package com.iam.users.api;

import java.time.Instant;

import org.osgi.annotation.versioning.ProviderType;

/**
 * Remembers the tickets by which users have logged in, so that each lets in once, whichever instance it is shown to.
 * A service. Any number of threads may call; calls block for a bounded time.
 */
@ProviderType
public interface AcceptedTickets {

    /**
     * Accepts a ticket, unless it was accepted before: one atomic step, so of all that try, on all instances that
     * share the users, one succeeds.
     *
     * @param issuer who has made the ticket
     * @param id which its issuer gives to no other ticket
     * @param expiresAt from when on no instance would accept it anyway: it need not be remembered longer
     * @return whether it is accepted
     * @throws UserDirectoryUnavailableException when that cannot be kept: it is not accepted then, since no instance
     *     would know that it was
     */
    boolean accept(String issuer, String id, Instant expiresAt);
}
