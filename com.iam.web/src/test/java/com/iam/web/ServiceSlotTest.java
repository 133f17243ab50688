package com.iam.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;

class ServiceSlotTest {

    private final ServiceSlot<String> patient = new ServiceSlot<>(Duration.ofMinutes(1), () -> new IllegalStateException("missing"));

    @Test
    void whoComesWhileTheServiceIsReplacedGetsTheNextOne() throws Exception {
        patient.bind("old");
        assertThat(patient.get()).isEqualTo("old");
        patient.unbind("old");
        ExecutorService threads = Executors.newCachedThreadPool();
        try {
            List<CompletableFuture<String>> calls = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                calls.add(CompletableFuture.supplyAsync(patient::get, threads));
            }
            patient.bind("new");

            for (CompletableFuture<String> call : calls) {
                assertThat(call.get(20, TimeUnit.SECONDS)).isEqualTo("new");
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void anEmptySlotThrowsWhatItWasTold() {
        assertThatThrownBy(patient::get).as("before the first one").isInstanceOf(IllegalStateException.class);
        patient.bind("last");
        patient.unbind("last");

        assertThat(patient.isBound()).isFalse();
        ServiceSlot<String> impatient = new ServiceSlot<>(IllegalStateException::new);
        impatient.bind("last");
        impatient.unbind("last");
        assertThatThrownBy(impatient::get).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void theOldServiceGoingDoesNotTakeTheNewOneAway() {
        patient.bind("old");
        patient.bind("new");
        patient.unbind("old");

        assertThat(patient.get()).isEqualTo("new");
    }

    @Test
    void soManyWaitAndNoMore() throws Exception {
        patient.bind("old");
        patient.unbind("old");
        ExecutorService threads = Executors.newCachedThreadPool();
        try {
            List<CompletableFuture<String>> calls = new ArrayList<>();
            for (int i = 0; i < 2 * ServiceSlot.WAITING_AT_MOST; i++) {
                calls.add(CompletableFuture.supplyAsync(patient::get, threads));
            }
            // Those for whom there is no room are told so while the others wait.
            List<CompletableFuture<String>> refused = new ArrayList<>();
            while (refused.size() < ServiceSlot.WAITING_AT_MOST) {
                CompletableFuture.anyOf(calls.toArray(CompletableFuture[]::new)).handle((value, error) -> error).get(20, TimeUnit.SECONDS);
                calls.stream().filter(CompletableFuture::isCompletedExceptionally).forEach(refused::add);
                calls.removeAll(refused);
            }
            patient.bind("new");

            assertThat(calls).hasSize(ServiceSlot.WAITING_AT_MOST);
            for (CompletableFuture<String> call : calls) {
                assertThat(call.get(20, TimeUnit.SECONDS)).isEqualTo("new");
            }
        } finally {
            threads.shutdownNow();
        }
    }
}
