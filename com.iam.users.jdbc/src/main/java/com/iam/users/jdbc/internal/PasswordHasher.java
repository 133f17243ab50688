package com.iam.users.jdbc.internal;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

import com.iam.users.api.UserDirectory;
import com.iam.users.api.UserDirectoryUnavailableException;

/**
 * Makes and checks password hashes, only so many at a time: each takes 19 MiB and a processor. Any number of threads
 * may call; they wait for their turn, but not longer than the patience, and no more of them than can expect one.
 */
final class PasswordHasher {

    /** @param rehash a stronger hash to store instead; only for a password that matched */
    record Check(boolean matches, Optional<String> rehash) {
    }

    static final int MAXIMUM_PASSWORD_LENGTH = UserDirectory.MAXIMUM_PASSWORD_LENGTH;
    /** For each turn. Those that wait hold a thread of the HTTP server, which everybody else needs as well. */
    private static final int WAITING = 32;

    private final SecureRandom random;
    private final PasswordHash.Cost cost;
    private final Semaphore turns;
    private final int waiting;
    private final Duration patience;
    private final PasswordHash nobodys;

    PasswordHasher(SecureRandom random, PasswordHash.Cost cost, int atATime, Duration patience) {
        this.random = random;
        this.cost = cost;
        this.turns = new Semaphore(atATime, true);
        this.waiting = atATime * WAITING;
        this.patience = patience;
        // No password leads to this hash: it only has to cost what a real one does.
        this.nobodys = new PasswordHash(cost, bytes(PasswordHash.SALT_LENGTH), bytes(32));
    }

    /** @throws UserDirectoryUnavailableException if its turn did not come in time */
    String hash(String password) {
        return inTurn(password, this::make);
    }

    /**
     * @param stored in the PHC string format; null when there is no such user: the work is the same
     * @throws UserDirectoryUnavailableException if its turn did not come in time
     */
    Check check(String password, String stored) {
        Optional<PasswordHash> known = Optional.ofNullable(stored).flatMap(PasswordHash::parse);
        PasswordHash hash = known.orElse(nobodys);
        return inTurn(password, bytes -> {
            boolean matches = hash.matches(bytes) && known.isPresent();
            boolean rehash = matches && hash.cost().isWeakerThan(cost);
            return new Check(matches, rehash ? Optional.of(make(bytes)) : Optional.empty());
        });
    }

    private String make(byte[] password) {
        return PasswordHash.of(password, bytes(PasswordHash.SALT_LENGTH), cost).phc();
    }

    /** How many threads wait for their turn now. */
    int queued() {
        return turns.getQueueLength();
    }

    <R> R inTurn(String password, Function<byte[], R> work) {
        awaitTurn();
        byte[] bytes = PasswordHash.bytes(password);
        try {
            return work.apply(bytes);
        } finally {
            Arrays.fill(bytes, (byte) 0);
            turns.release();
        }
    }

    private void awaitTurn() {
        try {
            if (queued() >= waiting || !turns.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new UserDirectoryUnavailableException("too many passwords are being checked", null);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UserDirectoryUnavailableException("interrupted while waiting to check a password", e);
        }
    }

    private byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }
}
