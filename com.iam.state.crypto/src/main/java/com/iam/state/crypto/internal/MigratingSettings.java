package com.iam.state.crypto.internal;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;

import org.osgi.framework.Filter;

import com.iam.support.config.InvalidSettingException;
import com.iam.support.config.Settings;

/** @param deadline from when on plaintext is refused */
record MigratingSettings(String name, Filter previous, Filter next, Phase phase, Optional<Instant> deadline) {

    static final String PREVIOUS = "previousEncryption.target";
    static final String NEW = "newEncryption.target";
    static final String PHASE = "phase";
    static final String DEADLINE = "deadline";
    static final String LIFETIME = "maximumSessionLifetime";

    static final int DEFAULT_LIFETIME_SECONDS = 28_800;

    private static final int LONGEST_LIFETIME_SECONDS = 2_592_000;

    /** @param receivedAt when the settings came: the deadline must not be further ahead of it than a session lives */
    static MigratingSettings of(Settings settings, Instant receivedAt) {
        Duration lifetime = settings.optionalText(LIFETIME).isPresent()
                ? settings.seconds(LIFETIME, 1, LONGEST_LIFETIME_SECONDS)
                : Duration.ofSeconds(DEFAULT_LIFETIME_SECONDS);
        Optional<Instant> deadline = settings.optionalText(DEADLINE).map(MigratingSettings::instant);
        if (deadline.isPresent() && deadline.get().isAfter(receivedAt.plus(lifetime))) {
            throw new InvalidSettingException(DEADLINE,
                    "must be at most " + lifetime.toSeconds() + " seconds ahead (" + LIFETIME + ")");
        }
        return new MigratingSettings(settings.name(), settings.filter(PREVIOUS), settings.filter(NEW),
                settings.optionalText(PHASE).map(MigratingSettings::phase).orElse(Phase.READ_BOTH), deadline);
    }

    private static Phase phase(String text) {
        return Phase.of(text).orElseThrow(() -> new InvalidSettingException(PHASE,
                "must be one of " + String.join(", ", Phase.settings()) + ", not '" + text + "'"));
    }

    private static Instant instant(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw new InvalidSettingException(DEADLINE,
                    "must be an instant (ISO 8601) such as 2026-01-31T18:00:00Z, not '" + text + "'");
        }
    }
}
