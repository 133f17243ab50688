package com.iam.users.jdbc.internal;

import java.time.Duration;
import java.util.Locale;
import java.util.regex.Pattern;

import com.iam.support.config.InvalidSettingException;
import com.iam.support.config.Settings;
import com.iam.support.throttle.ThrottlePolicy;

/**
 * Validated settings of the directory.
 *
 * @param username of the database; empty for none
 * @param patience how long a call waits for a connection, and for its turn to hash
 */
record DirectorySettings(String jdbcUrl, Driver driver, String username, String password, int maximumPoolSize,
        Duration patience, ThrottlePolicy throttle) {

    /** Which {@code DataSourceFactory} service serves a URL. */
    enum Driver {
        H2("jdbc:h2:", "org.h2.Driver"),
        POSTGRESQL("jdbc:postgresql:", "org.postgresql.Driver");

        private final String prefix;
        private final String className;

        Driver(String prefix, String className) {
            this.prefix = prefix;
            this.className = className;
        }

        /** The value of the service property {@code osgi.jdbc.driver.class}. */
        String className() {
            return className;
        }
    }

    /** URLs turn up in logs and error messages of drivers. */
    private static final Pattern PASSWORD_IN_URL = Pattern.compile("[?&;]\\s*\\w*password\\s*=|^jdbc:[a-z0-9]+:(?:\\w+:)?//[^/?;]*@",
            Pattern.CASE_INSENSITIVE);

    /** @throws InvalidSettingException if one of them cannot be accepted */
    static DirectorySettings from(Settings settings, String defaultUrl) {
        String url = settings.optionalText("jdbcUrl").orElse(defaultUrl);
        Driver driver = driverOf(url);
        if (PASSWORD_IN_URL.matcher(url).find()) {
            throw new InvalidSettingException("jdbcUrl", "must not hold a password: there is .password for it");
        }
        return new DirectorySettings(url, driver,
                settings.optionalText("username").orElse(""),
                settings.optionalText(".password").orElse(""),
                settings.integer("maximumPoolSize", 1, 100),
                settings.milliseconds("connectionTimeoutInMs", 250, 30_000),
                new ThrottlePolicy(settings.integer("failuresAllowed", 1, 100),
                        settings.seconds("throttleInSeconds", 1, 86_400)));
    }

    private static Driver driverOf(String url) {
        for (Driver driver : Driver.values()) {
            if (url.toLowerCase(Locale.ROOT).startsWith(driver.prefix)) {
                return driver;
            }
        }
        throw new InvalidSettingException("jdbcUrl", "must start with jdbc:h2: or jdbc:postgresql:");
    }

    /** Without what must not be logged. */
    @Override
    public String toString() {
        return "DirectorySettings[driver=" + driver + "]";
    }
}
