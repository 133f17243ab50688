package com.iam.users.jdbc.internal;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.Optional;

import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

import com.iam.state.api.ConfigurationProblem;
import com.iam.state.support.config.ProblemReporter;
import com.iam.users.api.UserDirectory;

/**
 * Makes the first users of a new directory, so that somebody can log in at all. It works on a thread of its own, since
 * the database may be away for long, and tells a password once, on standard output, never through the log.
 */
@Component(service = {}, immediate = true)
public final class FirstUsers {

    private static final String PASSWORD_VARIABLE = "IAM_DEMO_PASSWORD";
    private static final String TARGET = "(" + PublishedDirectory.PROVIDER_PROPERTY + "=" + PublishedDirectory.PROVIDER
            + ")";

    /**
     * At the start the settings may arrive just after the component, which then moves to another database: nobody
     * should be told the password of an administrator in the wrong one.
     */
    private static final Duration SETTLING = Duration.ofSeconds(1);

    private final ProblemReporter problems;
    private final FirstUsersTask task;

    @Activate
    public FirstUsers(BundleContext context, @Reference(target = TARGET) UserDirectory directory) {
        problems = new ProblemReporter(context);
        boolean demo = Boolean.parseBoolean(context.getProperty("iam.demo"));
        Optional<String> given = Optional.ofNullable(System.getenv(PASSWORD_VARIABLE)).filter(text -> !text.isEmpty());
        task = new FirstUsersTask(directory, demo, given, new MadeUpPassword(new SecureRandom()),
                System.out::println);
        Thread thread = new Thread(this::addUsers, "first-users");
        thread.setDaemon(true);
        thread.start();
    }

    private void addUsers() {
        try {
            if (!task.isStoppedWithin(SETTLING)) {
                task.run();
            }
        } catch (IllegalArgumentException e) {
            problems.report(new ConfigurationProblem(UserDirectoryConfig.PID, "environment", PASSWORD_VARIABLE,
                    e.getMessage(), "no users were created"));
        }
    }

    @Deactivate
    void stop() {
        task.stop();
        problems.clear();
    }
}
