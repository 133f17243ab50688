package com.iam.state.crypto.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;

class TurnsTest {

    @Test
    void everyChangeIsFollowedByATurnAndNoTwoRunAtOnce() throws Exception {
        AtomicInteger changes = new AtomicInteger();
        AtomicInteger running = new AtomicInteger();
        AtomicInteger seen = new AtomicInteger();
        AtomicInteger overlaps = new AtomicInteger();
        Turns turns = new Turns(() -> {
            if (running.incrementAndGet() != 1) {
                overlaps.incrementAndGet();
            }
            seen.set(changes.get());
            running.decrementAndGet();
        });
        Callable<Void> caller = () -> {
            for (int i = 0; i < 20_000; i++) {
                changes.incrementAndGet();
                turns.next();
            }
            return null;
        };
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            threads.invokeAll(List.of(caller, caller, caller, caller)).forEach(TurnsTest::join);
        } finally {
            threads.shutdownNow();
        }

        assertThat(seen).hasValue(80_000);
        assertThat(overlaps).hasValue(0);
    }

    @Test
    void aTurnThatAsksForAnotherGetsIt() {
        List<String> log = new ArrayList<>();
        Turns[] turns = new Turns[1];
        turns[0] = new Turns(() -> {
            log.add("begin");
            if (log.size() == 1) {
                turns[0].next();
            }
            log.add("end");
        });

        turns[0].next();

        assertThat(log).containsExactly("begin", "end", "begin", "end");
    }

    @Test
    void aTurnThatFailedDoesNotKeepTheNextFromItsTurn() {
        AtomicInteger turnsTaken = new AtomicInteger();
        Turns turns = new Turns(() -> {
            if (turnsTaken.incrementAndGet() == 1) {
                throw new IllegalStateException("the first");
            }
        });

        assertThatThrownBy(turns::next).hasMessage("the first");
        turns.next();

        assertThat(turnsTaken).hasValue(2);
    }

    private static void join(Future<?> future) {
        try {
            future.get();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
