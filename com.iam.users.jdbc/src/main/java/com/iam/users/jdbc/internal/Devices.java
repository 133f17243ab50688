package com.iam.users.jdbc.internal;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;

/**
 * The devices from which users have logged in, by 128 random bits that each of them keeps. The database has hashes of these. A
 * device is known for one user at a time.
 */
final class Devices {

    /** Of one user: each is one more under which passwords can be tried, by whoever has it. */
    static final int AT_MOST = 20;
    static final Duration FORGOTTEN_AFTER = Duration.ofDays(180);
    private static final int LENGTH = 16;

    private final SecureRandom random;

    Devices(SecureRandom random) {
        this.random = random;
    }

    /** Under what the attempts of a device at a user's password are counted; empty if the user has never logged in from there. */
    Optional<AttemptKey> known(Connection connection, NameKey key, Optional<String> device) throws SQLException {
        if (device.isEmpty() || !key.isStorable()) {
            return Optional.empty();
        }
        String hash = hash(device.get());
        return DeviceRows.isKnown(connection, key, hash) ? Optional.of(AttemptKey.ofDevice(hash)) : Optional.empty();
    }

    /** @return what the device is to show from now on; empty if there is no such user */
    Optional<String> remember(Connection connection, NameKey key, Optional<String> device, Instant clockTime) throws SQLException {
        Instant now = clockTime.truncatedTo(ChronoUnit.MILLIS);
        if (device.isPresent() && DeviceRows.use(connection, key, hash(device.get()), now)) {
            return device;
        }
        byte[] bits = new byte[LENGTH];
        random.nextBytes(bits);
        String next = Base64.getUrlEncoder().withoutPadding().encodeToString(bits);
        if (!DeviceRows.insert(connection, key, hash(next), now)) {
            return Optional.empty();
        }
        DeviceRows.keepLatest(connection, key, AT_MOST);
        return Optional.of(next);
    }

    void clean(Connection connection, Instant now) throws SQLException {
        DeviceRows.clean(connection, now.minus(FORGOTTEN_AFTER));
    }

    private static String hash(String device) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(device.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
