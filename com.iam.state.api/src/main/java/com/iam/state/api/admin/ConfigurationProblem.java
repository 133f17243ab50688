package com.iam.state.api.admin;

import java.util.Objects;

/**
 * A setting that was not accepted. It is registered as a service for as long as the problem lasts, so that whoever
 * shows problems need not know who has them. The last good configuration, if there was one, stays in force meanwhile.
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
