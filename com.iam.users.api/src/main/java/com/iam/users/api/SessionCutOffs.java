package com.iam.users.api;

import java.time.Instant;
import java.util.Optional;

import org.osgi.annotation.versioning.ProviderType;

/**
 * The instants before which the sessions of users are over, whatever the place says where those sessions are kept. A
 * service. Any number of threads may call.
 *
 * <p>An instance knows what it has ended itself at once, and what others have ended a second later. While the users
 * cannot be reached it goes by what it knew last.
 *
 * <p>Names are compared as {@link UserDirectory} compares them. They need not be those of users who are there.
 */
@ProviderType
public interface SessionCutOffs {

    /** In the place of a module: all of them. */
    String EVERY_MODULE = "";

    /**
     * Ends, once and for all, what sessions a user has in a module by now. Each call gives a later instant than the
     * one before.
     *
     * @param module name of the module, or {@link #EVERY_MODULE}
     * @return the instant, by the clock of this instance; empty if no user can have this name
     * @throws UserDirectoryUnavailableException when that cannot be kept: nothing has ended then
     */
    Optional<Instant> end(UserKind kind, String module, String name);

    /**
     * The latest instant for a user and a module, that for every module included. To be asked before a log-in: the
     * session that begins then may keep it, as proof that it began later.
     *
     * @return empty if there is none
     * @throws UserDirectoryUnavailableException when the users cannot be reached
     */
    Optional<Instant> latest(UserKind kind, String module, String name);

    /** The same as far as this instance knows. Does not block and does not fail. */
    Optional<Instant> known(UserKind kind, String module, String name);

    /** Whether this instance knows that a user may not log in any more. Does not block and does not fail. */
    boolean isBarred(UserKind kind, String name);
}
