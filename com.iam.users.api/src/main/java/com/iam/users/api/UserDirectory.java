package com.iam.users.api;

import org.osgi.annotation.versioning.ProviderType;

/**
 * Keeps users and checks their passwords. A service. Any number of threads may call; calls block for a bounded time.
 *
 * <p>All methods throw {@link UserDirectoryUnavailableException} when the directory cannot be reached.
 */
@ProviderType
public interface UserDirectory {

    /**
     * Checks a password. Takes the same time for known and unknown names, and limits how often one name can be tried.
     *
     * @param name compared after Unicode normalisation (NFKC) and without regard to case; anything longer than 128
     *     characters is refused
     * @param password at most 256 characters; anything longer is refused
     */
    Verification verify(UserKind kind, String name, String password);

    /**
     * Adds a user, unless there is one of that name and kind: then nothing is changed.
     *
     * @return whether the user was added
     */
    boolean addIfAbsent(UserKind kind, String name, String password);

    /** Whether there is any user of this kind. */
    boolean hasAny(UserKind kind);
}
