package com.iam.state.redis.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import com.iam.state.api.StateUnavailableException;

class CircuitBreakerTest {

    private final List<Duration> delays = new ArrayList<>();
    private final List<String> news = new ArrayList<>();
    private Runnable task;
    private boolean away;
    private boolean broken;
    private int calls;
    private double random = 1;
    private final CircuitBreaker breaker = new CircuitBreaker(this::ask, new CircuitBreaker.Timer() {

        @Override
        public void later(Runnable next, Duration delay) {
            assertThat(task).as("one probe at a time").isNull();
            task = next;
            delays.add(delay);
        }

        @Override
        public void close() {
            task = null;
        }
    }, () -> random, news::add);

    private void ask() {
        calls++;
        if (broken) {
            throw new IllegalStateException("unexpected");
        }
        if (away) {
            throw new UnreachableException("Redis cannot be reached", false);
        }
    }

    private String called() {
        return breaker.call(() -> {
            ask();
            return "answer";
        });
    }

    private void fail(int times) {
        away = true;
        for (int i = 0; i < times; i++) {
            assertThatThrownBy(this::called).isInstanceOf(UnreachableException.class);
        }
    }

    private void runTask() {
        Runnable next = task;
        task = null;
        next.run();
    }

    @Test
    void afterSomeFailuresInARowNothingIsSentAnyMore() {
        fail(CircuitBreaker.FAILURES);

        assertThatThrownBy(this::called).isInstanceOf(StateUnavailableException.class).hasMessage("Redis cannot be reached");

        assertThat(calls).isEqualTo(CircuitBreaker.FAILURES);
        assertThat(news).hasSize(1);
    }

    @Test
    void anAnswerInBetweenStartsTheCountAgain() {
        fail(CircuitBreaker.FAILURES - 1);
        away = false;
        assertThat(called()).isEqualTo("answer");
        fail(CircuitBreaker.FAILURES - 1);

        assertThat(task).isNull();
    }

    @Test
    void aRefusalByRedisDoesNotCount() {
        for (int i = 0; i < 2 * CircuitBreaker.FAILURES; i++) {
            assertThatThrownBy(() -> breaker.call(() -> {
                throw new StateUnavailableException("Redis is out of memory");
            })).hasMessage("Redis is out of memory");
        }
        assertThat(called()).isEqualTo("answer");
    }

    @Test
    void probesGoOnUntilOneIsAnsweredAtIntervalsThatGrowToALimit() {
        fail(CircuitBreaker.FAILURES);
        for (int i = 0; i < 6; i++) {
            runTask();
        }
        away = false;
        runTask();

        assertThat(called()).isEqualTo("answer");
        assertThat(task).isNull();
        assertThat(delays).extracting(Duration::toMillis).containsExactly(250L, 500L, 1000L, 2000L, 2000L, 2000L, 2000L);
        assertThat(news).hasSize(2);
    }

    @Test
    void aProbeThatFailsUnexpectedlyIsFollowedByAnotherOne() {
        fail(CircuitBreaker.FAILURES);
        broken = true;
        runTask();
        broken = false;
        away = false;
        assertThatThrownBy(this::called).hasMessage("Redis cannot be reached");

        runTask();
        assertThat(called()).isEqualTo("answer");
    }

    @Test
    void jitterShortensAnIntervalByHalfAtTheMost() {
        random = 0;
        fail(CircuitBreaker.FAILURES);
        for (int i = 0; i < 4; i++) {
            runTask();
        }
        assertThat(delays).extracting(Duration::toMillis).containsExactly(250L, 250L, 500L, 1000L, 1000L);
    }

    @Test
    void aLateAnswerDoesNotCloseIt() {
        breaker.call(() -> {
            fail(CircuitBreaker.FAILURES);
            return "late";
        });
        assertThatThrownBy(this::called).hasMessage("Redis cannot be reached");
    }

    @Test
    void nothingIsAskedOnceItIsClosed() {
        fail(CircuitBreaker.FAILURES);
        breaker.close();
        assertThat(task).isNull();
    }
}
