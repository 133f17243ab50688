package com.iam.users.jdbc.internal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import com.iam.users.api.UserDirectory;
import com.iam.users.api.UserDirectoryUnavailableException;
import com.iam.users.api.UserKind;

/**
 * What {@link FirstUsers} does, on whatever thread runs it. Ends when it is done or stopped. It is stopped by a latch,
 * not by an interrupt: that would close the files of an embedded database under everybody else's hands.
 */
final class FirstUsersTask {

    private static final Logger LOG = LoggerFactory.getLogger(FirstUsersTask.class);
    private static final List<String> DEMO_USERS = List.of("alice", "bob");
    private static final String ADMINISTRATOR = "admin";
    private static final int MINIMUM_LENGTH = 8;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(15);

    private final UserDirectory directory;
    private final boolean demo;
    private final Optional<String> given;
    private final Supplier<String> madeUp;
    private final Consumer<String> console;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final List<String> added = new ArrayList<>();
    private final Map<String, String> codeSecrets = new LinkedHashMap<>();
    private boolean administratorAdded;

    /** @param given a password for the demo users; otherwise one is made up */
    FirstUsersTask(UserDirectory directory, boolean demo, Optional<String> given, Supplier<String> madeUp,
            Consumer<String> console) {
        this.directory = directory;
        this.demo = demo;
        this.given = given;
        this.madeUp = madeUp;
        this.console = console;
    }

    /**
     * @return whether the directory has its first users now; false if this was stopped
     * @throws IllegalArgumentException if the given password cannot be accepted: nothing was created
     */
    boolean addAll() {
        if (demo) {
            given.ifPresent(FirstUsersTask::requireAcceptable);
        }
        String password = given.filter(unused -> demo).orElseGet(madeUp);
        Duration pause = FIRST_PAUSE;
        boolean told = false;
        while (true) {
            try {
                if (demo) {
                    addDemoUsers(password);
                } else {
                    addFirstAdministrator(password);
                }
                return true;
            } catch (UserDirectoryUnavailableException e) {
                if (!told) {
                    LOG.info("The first users wait for the user directory: {}", e.getMessage());
                    told = true;
                }
            }
            if (isStoppedWithin(pause)) {
                return false;
            }
            pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
        }
    }

    void stop() {
        stopped.countDown();
    }

    boolean isStoppedWithin(Duration duration) {
        try {
            return stopped.await(duration.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    private void addFirstAdministrator(String password) {
        if (!directory.hasAny(UserKind.ADMINISTRATOR)
                && directory.addIfAbsent(UserKind.ADMINISTRATOR, ADMINISTRATOR, password)) {
            LOG.info("A user directory had no administrator: the first one was added, and its password was printed");
            console.accept("IAM first administrator: " + ADMINISTRATOR + ", password: " + password);
        }
    }

    /** May be called again after a failure in the middle: it remembers whom it added and gave a secret. */
    private void addDemoUsers(String password) {
        for (String name : DEMO_USERS) {
            if (!added.contains(name) && directory.addIfAbsent(UserKind.END_USER, name, password)) {
                added.add(name);
            }
            if (added.contains(name) && !codeSecrets.containsKey(name)) {
                directory.renewCodeSecret(UserKind.END_USER, name).ifPresent(secret -> codeSecrets.put(name, secret));
            }
        }
        administratorAdded |= directory.addIfAbsent(UserKind.ADMINISTRATOR, ADMINISTRATOR, password);
        if (!codeSecrets.isEmpty()) {
            console.accept("IAM demo secrets for one-time codes: " + codeSecrets.entrySet().stream()
                    .map(each -> each.getKey() + " " + each.getValue()).collect(Collectors.joining(", ")));
        }
        if (administratorAdded) {
            LOG.info("A user directory had no administrator: the first one was added");
        }
        console.accept(demoLine(given.isPresent() ? "as in IAM_DEMO_PASSWORD" : password));
    }

    private String demoLine(String password) {
        List<String> who = new ArrayList<>();
        if (!added.isEmpty()) {
            who.add((added.size() == 1 ? "user " : "users ") + String.join(", ", added));
        }
        if (administratorAdded) {
            who.add("administrator " + ADMINISTRATOR);
        }
        return who.isEmpty() ? "IAM demo users exist already; their passwords are unchanged"
                : "IAM demo " + String.join(" and ", who) + ", password: " + password;
    }

    private static void requireAcceptable(String password) {
        if (password.length() < MINIMUM_LENGTH || password.length() > PasswordHasher.MAXIMUM_PASSWORD_LENGTH) {
            throw new IllegalArgumentException("must have from " + MINIMUM_LENGTH + " to "
                    + PasswordHasher.MAXIMUM_PASSWORD_LENGTH + " characters");
        }
    }
}
