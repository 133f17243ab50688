package com.iam.web.testing;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

import com.iam.users.api.User;
import com.iam.users.api.UserDirectory;
import com.iam.users.api.UserDirectoryUnavailableException;
import com.iam.users.api.UserKind;
import com.iam.users.api.Verification;

/** Users in a map, with the faults that tests ask for. */
public final class FakeUserDirectory implements UserDirectory {

    private final Map<User, String> passwords = new ConcurrentHashMap<>();
    private final Map<User, Set<String>> codes = new ConcurrentHashMap<>();
    private volatile Optional<Duration> throttled = Optional.empty();
    private volatile boolean available = true;

    public void throttle(Duration retryAfter) {
        throttled = Optional.of(retryAfter);
    }

    public void setAvailable(boolean available) {
        this.available = available;
    }

    /** A code that the user may use once. */
    public void addCode(UserKind kind, String name, String code) {
        codes.computeIfAbsent(new User(kind, name), unused -> ConcurrentHashMap.newKeySet()).add(code);
    }

    @Override
    public Verification verify(UserKind kind, String name, String password) {
        return verify(new User(kind, name), user -> password.equals(passwords.get(user)));
    }

    @Override
    public Verification verifyCode(UserKind kind, String name, String code) {
        return verify(new User(kind, name), user -> codes.containsKey(user) && codes.get(user).remove(code));
    }

    private Verification verify(User user, Predicate<User> isRight) {
        if (!available) {
            throw new UserDirectoryUnavailableException("the database is away", null);
        }
        if (throttled.isPresent()) {
            return new Verification.Throttled(throttled.get());
        }
        return isRight.test(user) ? new Verification.Accepted(user) : new Verification.Refused();
    }

    @Override
    public Optional<String> renewCodeSecret(UserKind kind, String name) {
        throw new UnsupportedOperationException("tests add codes");
    }

    @Override
    public boolean addIfAbsent(UserKind kind, String name, String password) {
        return passwords.putIfAbsent(new User(kind, name), password) == null;
    }

    @Override
    public boolean hasAny(UserKind kind) {
        return passwords.keySet().stream().anyMatch(user -> user.kind() == kind);
    }
}
