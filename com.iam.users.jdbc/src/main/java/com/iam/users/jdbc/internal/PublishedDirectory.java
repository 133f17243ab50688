package com.iam.users.jdbc.internal;

import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.jdbc.DataSourceFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import com.iam.support.config.InvalidSettingException;
import com.iam.support.config.ProblemReporter;
import com.iam.support.config.Settings;
import com.iam.users.api.AcceptedTickets;
import com.iam.users.api.FinalOutcomes;
import com.iam.users.api.SessionCutOffs;
import com.iam.users.api.UserDirectory;

/**
 * The service, under all its names, made anew whenever settings or drivers change. The new one is registered before
 * the old one goes. Any thread may call; the steps run one after the other.
 */
final class PublishedDirectory {

    /** Tells this directory from others. */
    static final String PROVIDER_PROPERTY = "users.directory";
    static final String PROVIDER = "jdbc";

    private static final Logger LOG = LoggerFactory.getLogger(PublishedDirectory.class);
    private static final String[] NAMES = {UserDirectory.class.getName(), AcceptedTickets.class.getName(),
        FinalOutcomes.class.getName(), SessionCutOffs.class.getName()};

    /** What is registered, and what it was made of. */
    private record Current(DirectorySettings made, DataSourceFactory driver, DirectoryInstance instance,
            ServiceRegistration<?> registration) {
    }

    private final BundleContext context;
    private final ProblemReporter problems;
    private final FirstUsers firstUsers;
    private final InOrder inOrder = new InOrder();
    private final Map<DataSourceFactory, String> drivers = new LinkedHashMap<>();
    private Settings source;
    private DirectorySettings wanted;
    private volatile Current current;

    PublishedDirectory(BundleContext context) {
        this.context = context;
        this.problems = new ProblemReporter(context);
        this.firstUsers = new FirstUsers(context);
    }

    void configure(Settings settings, DirectorySettings validated) {
        inOrder.run(() -> {
            source = settings;
            wanted = validated;
            problems.clear();
            reconcile();
        });
    }

    void addDriver(DataSourceFactory driver, String className) {
        inOrder.run(() -> {
            drivers.put(driver, className);
            reconcile();
        });
    }

    void removeDriver(DataSourceFactory driver) {
        inOrder.run(() -> {
            drivers.remove(driver);
            if (current != null && current.driver == driver) {
                firstUsers.stop();
                replaceBy(null);
            }
            reconcile();
        });
    }

    void stop() {
        inOrder.run(() -> {
            wanted = null;
            firstUsers.stop();
            replaceBy(null);
            problems.clear();
        });
    }

    /** What follows from settings that are refused. */
    String consequence() {
        return current == null ? "there is no user directory until this is mended"
                : "the last good configuration stays in force";
    }

    private void reconcile() {
        if (wanted == null || current != null && current.made.equals(wanted)) {
            if (wanted != null && !firstUsers.isSettled() && source.has("service.pid")) {
                beginWithUsers();
            }
            return;
        }
        Optional<DataSourceFactory> driver = drivers.entrySet().stream()
                .filter(entry -> entry.getValue().equals(wanted.driver().className()))
                .map(Map.Entry::getKey).findFirst();
        if (driver.isPresent()) {
            publish(driver.get());
        } else if (current == null) {
            LOG.info("The user directory waits for the driver {}", wanted.driver().className());
        } else {
            refuse("no bundle brings the driver " + wanted.driver().className());
        }
    }

    private void publish(DataSourceFactory driver) {
        DirectoryInstance instance;
        try {
            instance = DirectoryInstance.open(wanted, driver, firstUsers, Optional.ofNullable(current).map(Current::instance));
        } catch (SQLException | RuntimeException | LinkageError e) {
            // A LinkageError: a driver that does not fit the libraries that are here.
            LOG.debug("The driver refused the settings", e);
            refuse("the driver does not accept it");
            return;
        }
        problems.clear();
        replaceBy(new Current(wanted, driver, instance, context.registerService(NAMES, instance,
                FrameworkUtil.asDictionary(Map.of(PROVIDER_PROPERTY, PROVIDER)))));
        beginWithUsers();
    }

    /** A component without a configuration has the defaults, until it gets one. */
    private void beginWithUsers() {
        firstUsers.begin(current.instance, source.has("service.pid"), current.instance::made);
    }

    private void refuse(String reason) {
        problems.report(source, new InvalidSettingException("jdbcUrl", reason), consequence());
    }

    private void replaceBy(Current next) {
        Current old = current;
        current = next;
        if (old != null) {
            old.registration.unregister();
            old.instance.retire();
        }
    }
}
