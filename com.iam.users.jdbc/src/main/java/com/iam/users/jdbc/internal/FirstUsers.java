package com.iam.users.jdbc.internal;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.Optional;

import org.osgi.framework.BundleContext;

import com.iam.configuration.ConfigurationProblem;
import com.iam.support.config.ProblemReporter;
import com.iam.support.threads.Threads;
import com.iam.users.api.UserDirectory;

/**
 * Makes the first users of a new directory, so that somebody can log in at all. It works on a thread of its own, since
 * the database may be away for long, and tells a password once, on standard output, never through the log. Called by one thread after
 * the other; any may ask how far it is.
 */
final class FirstUsers {

    private static final String PASSWORD_VARIABLE = "IAM_DEMO_PASSWORD";

    /**
     * At the start the settings may arrive just after the component, which then moves to another database: nobody
     * should be told the password of an administrator in the wrong one.
     */
    private static final Duration SETTLING = Duration.ofSeconds(1);

    private final ProblemReporter problems;
    private final boolean demo;
    private final Optional<String> given;
    private FirstUsersTask task;
    private volatile boolean settled;
    private volatile boolean done;

    FirstUsers(BundleContext context) {
        problems = new ProblemReporter(context);
        demo = Boolean.parseBoolean(context.getProperty("iam.demo"));
        given = Optional.ofNullable(System.getenv(PASSWORD_VARIABLE)).filter(text -> !text.isEmpty());
    }

    /**
     * Begins with another directory, and lets go of the one before.
     *
     * @param configured whether its settings have arrived; otherwise they may yet
     * @param made told when the directory has its users
     */
    void begin(UserDirectory directory, boolean configured, Runnable made) {
        stop();
        FirstUsersTask next = new FirstUsersTask(directory, demo, given, new MadeUpPassword(new SecureRandom()), System.out::println);
        task = next;
        Threads.daemon("first-users").newThread(() -> addUsers(next, configured, made)).start();
    }

    void stop() {
        if (task != null) {
            task.stop();
        }
        problems.clear();
    }

    /** Whether the directory is the one that is meant, which may be looked at. */
    boolean isSettled() {
        return settled;
    }

    /** Whether a directory of this process has had its first users: from then on none has to wait for them. */
    boolean isDone() {
        return done;
    }

    private void addUsers(FirstUsersTask adding, boolean configured, Runnable made) {
        if (!configured && adding.isStoppedWithin(SETTLING)) {
            return;
        }
        settled = true;
        try {
            if (adding.addAll()) {
                made.run();
                done = true;
            }
        } catch (IllegalArgumentException e) {
            // Users that are there already can log in.
            done = true;
            problems.report(new ConfigurationProblem(UserDirectoryConfig.PID, "environment", PASSWORD_VARIABLE,
                    e.getMessage(), "no users were created"));
        }
    }
}
