package com.iam.users.api;

import java.util.Optional;

import org.osgi.annotation.versioning.ProviderType;

/**
 * Keeps users and checks their passwords and one-time codes. A service. Any number of threads may call; calls block
 * for a bounded time.
 *
 * <p>All methods throw {@link UserDirectoryUnavailableException} when the directory cannot be reached.
 */
@ProviderType
public interface UserDirectory {

    /** Of a name, in characters. */
    int MAXIMUM_NAME_LENGTH = 128;
    /** Of a password, in characters. */
    int MAXIMUM_PASSWORD_LENGTH = 256;

    /**
     * Checks a password. Takes the same time for known and unknown names, and limits how often one name can be tried.
     *
     * @param name compared after Unicode normalisation (NFKC) and without regard to case; anything longer than 128
     *     characters is refused
     * @param password at most 256 characters; anything longer is refused
     * @param device what {@link #rememberDevice} has given this device, if anything. The attempts of a device that is
     *     known for this name are counted by themselves, so that guesses from other devices do not hold it up
     */
    Verification verify(UserKind kind, String name, String password, Optional<String> device);

    /** The same from a device that is not known. */
    default Verification verify(UserKind kind, String name, String password) {
        return verify(kind, name, password, Optional.empty());
    }

    /**
     * Remembers that a user has logged in from a device. To be asked after each success; a device is forgotten if it
     * is not used for 180 days, or if the user has come from many others since.
     *
     * @param device what the device has shown, if anything
     * @return what it is to keep and to show from now on: at most 64 characters of the URL-safe Base64 alphabet. It
     *     is no proof of who the user is, and should be kept from others all the same. Empty if there is no such user
     */
    Optional<String> rememberDevice(UserKind kind, String name, Optional<String> device);

    /**
     * Checks a one-time code (RFC 6238: SHA-1, six digits, 30 seconds), the second factor of a user. Codes of the
     * previous and the next 30 seconds count as well, for clocks that differ.
     *
     * <p>A code is accepted once, by one instance of those that share the directory, and no older one after it. Says
     * no more about unknown names, and users without a secret, than that the code is wrong. Limits how often codes
     * can be tried for one name, apart from its passwords.
     *
     * @param name as for a password
     */
    Verification verifyCode(UserKind kind, String name, String code);

    /**
     * Gives a user a new secret to make one-time codes with. Codes of the one before are wrong from then on.
     *
     * @return the secret in Base32 (RFC 4648), as apps that make codes take it, to be shown to the user and kept
     *     nowhere else; empty if there is no such user
     */
    Optional<String> renewCodeSecret(UserKind kind, String name);

    /**
     * Adds a user, unless there is one of that name and kind: then nothing is changed.
     *
     * @return whether the user was added
     */
    boolean addIfAbsent(UserKind kind, String name, String password);

    /**
     * Finds a user who may log in, for a caller that has another proof of the user than a password. Unlike checking
     * one, it tells by its time whether there is such a user.
     *
     * @param name as for a password
     * @return empty if there is no such user, or if the user may not log in
     */
    Optional<User> find(UserKind kind, String name);

    /**
     * How the directory writes the name of a user, also of a user who may not log in.
     *
     * @param name as for a password
     * @return empty if there is no such user
     */
    default Optional<String> nameOf(UserKind kind, String name) {
        return find(kind, name).map(User::name);
    }

    /** Whether there is any user of this kind. */
    boolean hasAny(UserKind kind);

    /**
     * Finds out whether users can log in, by a write as each log-in needs one. Cheap enough to be asked several times
     * a second: the answer may be some seconds old.
     *
     * @throws UserDirectoryUnavailableException with the reason, if none can. It names no user and no secret
     */
    void check();
}
