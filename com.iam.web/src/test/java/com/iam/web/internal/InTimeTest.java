package com.iam.web.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.apache.felix.hc.api.Result;
import org.junit.jupiter.api.Test;

class InTimeTest {

    @Test
    void aCheckThatHangsIsNoWarningAndIsNotBegunTwice() throws Exception {
        InTime inTime = new InTime(Duration.ofMillis(50));
        CountDownLatch answer = new CountDownLatch(1);
        AtomicInteger begun = new AtomicInteger();
        for (int i = 0; i < 3; i++) {
            Result result = inTime.of(() -> {
                begun.incrementAndGet();
                await(answer);
                return new Result(Result.Status.OK, "late");
            });
            assertThat(result.getStatus()).isEqualTo(Result.Status.TEMPORARILY_UNAVAILABLE);
        }
        assertThat(begun).hasValue(1);

        answer.countDown();
        InTime patient = new InTime(Duration.ofSeconds(20));
        assertThat(patient.of(() -> new Result(Result.Status.OK, "well")).getStatus()).isEqualTo(Result.Status.OK);
        assertThat(patient.of(() -> {
            throw new IllegalStateException("secret");
        }).toString()).contains("HEALTH_CHECK_ERROR").doesNotContain("secret");
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await(20, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
