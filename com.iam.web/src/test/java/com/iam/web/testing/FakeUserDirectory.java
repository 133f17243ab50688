package com.iam.web.testing;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

import com.iam.users.api.User;
import com.iam.users.api.UserDirectory;
import com.iam.users.api.UserDirectoryUnavailableException;
import com.iam.users.api.UserKind;
import com.iam.users.api.Verification;

/** Users in a map, with the faults that tests ask for. */
public final class FakeUserDirectory implements UserDirectory {

    private final Map<User, String> passwords = new ConcurrentHashMap<>();
    private volatile Optional<Duration> throttled = Optional.empty();
    private volatile boolean available = true;

    public void throttle(Duration retryAfter) {
        throttled = Optional.of(retryAfter);
    }

    public void setAvailable(boolean available) {
        this.available = available;
    }

    @Override
    public Verification verify(UserKind kind, String name, String password) {
        if (!available) {
            throw new UserDirectoryUnavailableException("the database is away", null);
        }
        if (throttled.isPresent()) {
            return new Verification.Throttled(throttled.get());
        }
        User user = new User(kind, name);
        return password.equals(passwords.get(user)) ? new Verification.Accepted(user) : new Verification.Refused();
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
