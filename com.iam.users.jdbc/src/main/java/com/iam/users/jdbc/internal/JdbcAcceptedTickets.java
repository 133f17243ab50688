package com.iam.users.jdbc.internal;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicReference;

import com.iam.users.api.AcceptedTickets;

/** The accepted tickets on a database: of all that insert one, the primary key lets one succeed. It has hashes of them only. */
final class JdbcAcceptedTickets implements AcceptedTickets {

    /** Longer than clocks of instances differ: one that is fast must not forget what one that is slow still accepts. */
    static final Duration KEPT_LONGER = Duration.ofHours(1);
    private static final Duration BETWEEN_CLEANINGS = Duration.ofMinutes(10);

    private final Database database;
    private final Clock clock;
    private final AtomicReference<Instant> cleaned = new AtomicReference<>(Instant.MIN);

    JdbcAcceptedTickets(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    @Override
    public boolean accept(String issuer, String id, Instant expiresAt) {
        String hash = hash(issuer, id);
        return database.run(connection -> {
            cleanNowAndThen(connection, clock.instant());
            return TicketRows.insert(connection, hash, expiresAt.truncatedTo(ChronoUnit.MILLIS));
        });
    }

    private void cleanNowAndThen(Connection connection, Instant now) throws SQLException {
        Instant last = cleaned.get();
        boolean due = last.equals(Instant.MIN) || last.plus(BETWEEN_CLEANINGS).isBefore(now);
        if (due && cleaned.compareAndSet(last, now)) {
            TicketRows.clean(connection, now.minus(KEPT_LONGER));
        }
    }

    /** Each part after its length, so that no two tickets have the same parts in a row. */
    private static String hash(String... parts) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            for (String part : parts) {
                byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
                sha256.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
                sha256.update(bytes);
            }
            return HexFormat.of().formatHex(sha256.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
