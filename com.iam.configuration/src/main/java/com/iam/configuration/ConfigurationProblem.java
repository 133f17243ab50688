package com.iam.configuration;

import java.util.Objects;

/**
 * A setting that was not accepted. The bundle that reads the setting registers it as a service for as long as the
 * problem lasts; the bundles that show problems (Adminapp, health, metrics) depend on this type alone. The last good
 * configuration, if there was one, stays in force meanwhile.
 *
 * @param file where the setting stands; the PID if it came from elsewhere
 * @param key the setting
 * @param reason one sentence; never the value of a setting that may be a secret
 * @param consequence one sentence: what is in force instead
 */
public record ConfigurationProblem(String pid, String file, String key, String reason, String consequence) {

    public ConfigurationProblem {
        Objects.requireNonNull(pid);
        Objects.requireNonNull(file);
        Objects.requireNonNull(key);
        Objects.requireNonNull(reason);
        Objects.requireNonNull(consequence);
    }

    /** The one line for the log. */
    public String line() {
        return file + ": " + key + ": " + reason + "; " + consequence;
    }
}
