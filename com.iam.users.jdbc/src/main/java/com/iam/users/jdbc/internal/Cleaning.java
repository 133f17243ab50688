package com.iam.users.jdbc.internal;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Removes what is too old to matter, now and then. What one clock takes for a day old may be a minute old by another, so it goes by the
 * one that is slowest; and not at the start, since a clock that is wrong is often put right soon after.
 */
final class Cleaning {

    /** Longer than clocks of instances differ: one that is fast must not forget what one that is slow still accepts. */
    static final Duration KEPT_LONGER = Duration.ofHours(1);
    static final Duration INTERVAL = Duration.ofHours(1);

    private final LoginAttempts attempts;
    private final Devices devices;
    private final Clocks clocks;
    private final AtomicReference<Instant> cleaned;

    Cleaning(LoginAttempts attempts, Devices devices, Clocks clocks) {
        this.attempts = attempts;
        this.devices = devices;
        this.clocks = clocks;
        this.cleaned = new AtomicReference<>(clocks.steady().instant());
    }

    void nowAndThen(Connection connection) throws SQLException {
        Instant last = cleaned.get();
        Instant now = clocks.steady().instant();
        if (!now.isBefore(last.plus(INTERVAL)) && cleaned.compareAndSet(last, now)) {
            Instant past = clocks.earliest(connection);
            attempts.clean(connection, past);
            devices.clean(connection, past);
            TicketRows.clean(connection, past.minus(KEPT_LONGER));
            OutcomeRows.clean(connection, past.minus(KEPT_LONGER));
        }
    }
}
