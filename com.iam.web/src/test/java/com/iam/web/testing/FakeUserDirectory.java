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
import com.iam.users.api.UserNames;
import com.iam.users.api.Verification;

/** Users in a map, with the faults that tests ask for. */
public final class FakeUserDirectory implements UserDirectory {

    private final Map<User, String> passwords = new ConcurrentHashMap<>();
    private final Map<User, Set<String>> codes = new ConcurrentHashMap<>();
    private final Set<User> disabled = ConcurrentHashMap.newKeySet();
    private final Map<String, User> devices = new ConcurrentHashMap<>();
    private volatile Optional<Duration> throttled = Optional.empty();
    private volatile boolean available = true;
    private volatile boolean forgetful;

    /** As by somebody else's guesses: known devices are let through. */
    public void throttle(Duration retryAfter) {
        throttled = Optional.of(retryAfter);
    }

    public void setAvailable(boolean available) {
        this.available = available;
    }

    /** Whether it is away just when it should remember a device. */
    public void setForgetful(boolean forgetful) {
        this.forgetful = forgetful;
    }

    /** The user may not log in any more. */
    public void disable(UserKind kind, String name) {
        disabled.add(new User(kind, name));
    }

    /** A code that the user may use once. */
    public void addCode(UserKind kind, String name, String code) {
        codes.computeIfAbsent(new User(kind, name), unused -> ConcurrentHashMap.newKeySet()).add(code);
    }

    @Override
    public Verification verify(UserKind kind, String name, String password, Optional<String> device) {
        User user = new User(kind, name);
        boolean known = device.map(devices::get).filter(user::equals).isPresent();
        return verify(user, known ? Optional.empty() : throttled, each -> password.equals(passwords.get(each)));
    }

    @Override
    public Optional<String> rememberDevice(UserKind kind, String name, Optional<String> device) {
        if (forgetful) {
            throw new UserDirectoryUnavailableException("the database has just gone", null);
        }
        User user = new User(kind, name);
        String known = device.filter(each -> user.equals(devices.get(each))).orElse("device-" + devices.size());
        devices.put(known, user);
        return Optional.of(known);
    }

    @Override
    public Verification verifyCode(UserKind kind, String name, String code) {
        return verify(new User(kind, name), throttled, user -> codes.containsKey(user) && codes.get(user).remove(code));
    }

    private Verification verify(User user, Optional<Duration> wait, Predicate<User> isRight) {
        check();
        if (wait.isPresent()) {
            return new Verification.Throttled(wait.get());
        }
        return isRight.test(user) && !disabled.contains(user) ? new Verification.Accepted(user) : new Verification.Refused();
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
    public Optional<User> find(UserKind kind, String name) {
        return any(kind, name).filter(user -> !disabled.contains(user));
    }

    @Override
    public Optional<String> nameOf(UserKind kind, String name) {
        return any(kind, name).map(User::name);
    }

    private Optional<User> any(UserKind kind, String name) {
        check();
        return passwords.keySet().stream().filter(user -> user.kind() == kind
                && UserNames.comparable(user.name()).equals(UserNames.comparable(name))).findFirst();
    }

    @Override
    public void check() {
        if (!available) {
            throw new UserDirectoryUnavailableException("the database is away", null);
        }
    }

    @Override
    public boolean hasAny(UserKind kind) {
        return passwords.keySet().stream().anyMatch(user -> user.kind() == kind);
    }
}
