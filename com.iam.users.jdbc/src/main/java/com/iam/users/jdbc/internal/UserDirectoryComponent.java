package com.iam.users.jdbc.internal;

import java.io.File;
import java.util.Map;

import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.jdbc.DataSourceFactory;
import org.osgi.service.metatype.annotations.Designate;

import com.iam.support.config.InvalidSettingException;
import com.iam.support.config.ProblemReporter;
import com.iam.support.config.Settings;
import com.iam.support.config.UnknownKeys;

/** Publishes the user directory while its settings are valid and there is a driver for its database. */
@Component(service = {}, immediate = true, configurationPid = UserDirectoryConfig.PID,
        configurationPolicy = ConfigurationPolicy.OPTIONAL)
@Designate(ocd = UserDirectoryConfig.class)
public final class UserDirectoryComponent {

    private final BundleContext context;
    private final ProblemReporter problems;
    private final PublishedDirectory published;

    @Activate
    public UserDirectoryComponent(BundleContext context) {
        this.context = context;
        this.problems = new ProblemReporter(context);
        this.published = new PublishedDirectory(context);
    }

    /** Not in the constructor: the drivers that are there already are bound between the two. */
    @Activate
    void start(UserDirectoryConfig defaults, Map<String, Object> properties) {
        configure(properties);
    }

    @Modified
    void configure(Map<String, Object> properties) {
        Settings settings = new Settings(properties);
        UnknownKeys.tell(settings, UserDirectoryConfig.class);
        try {
            published.configure(settings, DirectorySettings.from(settings, defaultUrl()));
            problems.clear();
        } catch (InvalidSettingException e) {
            problems.report(settings, e, published.consequence());
        }
    }

    @Deactivate
    void stop() {
        published.stop();
        problems.clear();
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addDriver(DataSourceFactory driver, Map<String, Object> properties) {
        published.addDriver(driver, String.valueOf(properties.get(DataSourceFactory.OSGI_JDBC_DRIVER_CLASS)));
    }

    void removeDriver(DataSourceFactory driver) {
        published.removeDriver(driver);
    }

    private String defaultUrl() {
        String work = context.getProperty("iam.work");
        File file = work == null || work.isBlank() ? context.getDataFile("users") : new File(work, "data/users");
        // The framework stops us when the process ends; H2's own shutdown hook would be earlier than the last call.
        return "jdbc:h2:file:" + file.getAbsolutePath() + ";DB_CLOSE_ON_EXIT=FALSE";
    }
}
