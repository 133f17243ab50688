package com.iam.support.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;

class GateTest {

    private final Gate<String> gate = new Gate<>("nothing is there", new Gate.Limits(Duration.ofSeconds(30), 2));

    private static long soon() {
        return System.nanoTime() + Duration.ofSeconds(30).toNanos();
    }

    @Test
    void aCallRunsWithWhatStandsBehindTheOpenGate() {
        gate.open("first");
        assertThat(gate.<String>call(soon(), value -> value + "!")).isEqualTo("first!");

        gate.close();
        gate.open("second");
        assertThat(gate.<String>call(soon(), value -> value + "!")).isEqualTo("second!");
    }

    @Test
    void aCallWaitsWhileTheGateIsClosed() throws Exception {
        CompletableFuture<String> call = CompletableFuture.supplyAsync(() -> gate.call(soon(), value -> value));
        gate.open("late");

        assertThat(call.get(30, TimeUnit.SECONDS)).isEqualTo("late");
    }

    @Test
    void aCallGivesUpWhenItsTimeIsOver() {
        gate.limit(new Gate.Limits(Duration.ofMillis(20), 2));

        assertThatExceptionOfType(GateClosedException.class)
                .isThrownBy(() -> gate.call(soon(), value -> value))
                .withMessage("nothing is there");
        assertThatExceptionOfType(GateClosedException.class)
                .isThrownBy(() -> gate.call(System.nanoTime(), value -> value));
    }

    @Test
    void onlySoManyCallsMayWait() throws Exception {
        gate.limit(new Gate.Limits(Duration.ofSeconds(30), 0));

        assertThatExceptionOfType(GateClosedException.class)
                .isThrownBy(() -> gate.call(soon(), value -> value))
                .withMessageContaining("too many");
    }

    @Test
    void drainingWaitsForTheCallsThatAreThrough() throws Exception {
        gate.open("value");
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch finish = new CountDownLatch(1);
        CompletableFuture<String> call = CompletableFuture.supplyAsync(() -> gate.call(soon(), value -> {
            inside.countDown();
            await(finish);
            return value;
        }));
        await(inside);

        gate.close();
        assertThat(gate.drain(Duration.ofMillis(10))).isFalse();
        finish.countDown();
        assertThat(gate.drain(Duration.ofSeconds(30))).isTrue();
        assertThat(call.get()).isEqualTo("value");
    }

    @Test
    void aCallThatFailsIsCountedOut() {
        gate.open("value");
        assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> gate.call(soon(), value -> {
            throw new IllegalStateException();
        }));

        gate.close();
        assertThat(gate.drain(Duration.ZERO)).isTrue();
    }

    @Test
    void noCallRunsBetweenDrainAndOpen() throws InterruptedException, ExecutionException, TimeoutException {
        gate.limit(new Gate.Limits(Duration.ofSeconds(30), 100));
        gate.open("0");
        AtomicInteger inside = new AtomicInteger();
        AtomicBoolean stop = new AtomicBoolean();
        CompletableFuture<?>[] callers = new CompletableFuture<?>[4];
        for (int i = 0; i < callers.length; i++) {
            callers[i] = CompletableFuture.runAsync(() -> {
                while (!stop.get()) {
                    gate.call(soon(), value -> {
                        inside.incrementAndGet();
                        inside.decrementAndGet();
                        return value;
                    });
                }
            });
        }

        for (int swap = 1; swap <= 1000; swap++) {
            gate.close();
            assertThat(gate.drain(Duration.ofSeconds(30))).isTrue();
            assertThat(inside).hasValue(0);
            gate.open(String.valueOf(swap));
        }
        stop.set(true);
        CompletableFuture.allOf(callers).get(30, TimeUnit.SECONDS);
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
