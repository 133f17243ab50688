package com.iam.users.jdbc.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import com.iam.users.api.UserDirectoryUnavailableException;

class PasswordHasherTest {

    private static final int WAITING = 32;

    private final PasswordHasher hasher = new PasswordHasher(new SecureRandom(), new PasswordHash.Cost(64, 1, 1), 1,
            Duration.ofSeconds(60));

    /** They hold threads of the HTTP server, which sessions need as well. */
    @Test
    @Timeout(60)
    void noMoreWaitForTheirTurnThanCanExpectOne() {
        CompletableFuture<Void> held = new CompletableFuture<>();
        CompletableFuture<Void> release = new CompletableFuture<>();
        ExecutorService threads = Executors.newFixedThreadPool(WAITING + 1);
        try {
            List<CompletableFuture<?>> calls = new ArrayList<>();
            calls.add(CompletableFuture.supplyAsync(() -> hasher.inTurn("held", password -> {
                held.complete(null);
                return release.join();
            }), threads));
            held.join();
            for (int i = 0; i < WAITING; i++) {
                calls.add(CompletableFuture.supplyAsync(() -> hasher.hash("waits"), threads));
            }
            while (hasher.queued() < WAITING) {
                Thread.onSpinWait();
            }

            assertThatExceptionOfType(UserDirectoryUnavailableException.class).isThrownBy(() -> hasher.hash("one too many"))
                    .withMessageContaining("too many");

            release.complete(null);
            assertThat(calls).allSatisfy(call -> assertThat(call).succeedsWithin(Duration.ofSeconds(60)));
        } finally {
            release.complete(null);
            threads.shutdown();
        }
    }
}
