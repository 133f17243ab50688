package com.iam.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

import org.junit.jupiter.api.Test;

class ReadinessTest {

    private final List<String> said = new ArrayList<>();

    @Test
    void onlyChangesAreSaid() throws InterruptedException {
        Iterator<List<String>> looks = List.of(List.of("a", "b"), List.of("a", "b"), List.of("b"), List.<String>of())
                .iterator();
        Readiness readiness = new Readiness(looks::next, said::add, InstantSource.fixed(Instant.EPOCH));

        assertThat(readiness.await(Duration.ofSeconds(1))).isEmpty();
        assertThat(said).containsExactly("waiting for: a; b", "waiting for: b");
    }

    @Test
    void whenTheTimeIsOverWhatIsMissingIsReturned() throws InterruptedException {
        Iterator<Instant> times = List.of(0, 1, 2).stream().map(Instant::ofEpochSecond).iterator();
        Readiness readiness = new Readiness(() -> List.of("a"), said::add, times::next);

        assertThat(readiness.await(Duration.ofSeconds(2))).containsExactly("a");
    }
}
