package com.iam.state.redis.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;

import org.junit.jupiter.api.Test;

class ReplicaPatienceTest {

    private static final Duration LONG = Duration.ofSeconds(10);

    private final ReplicaPatience patience = new ReplicaPatience(Duration.ofMillis(500));

    @Test
    void aWriteWaitsAsLongAsConfigured() {
        assertThat(patience.begin(LONG).milliseconds()).isEqualTo(500);
    }

    @Test
    void aWriteWaitsNoLongerThanItsCallerMay() {
        assertThat(patience.begin(Duration.ofMillis(70)).milliseconds()).isEqualTo(70);
        assertThat(patience.begin(Duration.ZERO).milliseconds()).isEqualTo(1);
    }

    @Test
    void onceReplicasHaveFailedOneWriteAtATimeFindsOutWhetherTheyAreBack() {
        patience.begin(LONG).ended(false);

        ReplicaPatience.Wait first = patience.begin(LONG);
        assertThat(first.milliseconds()).isEqualTo(500);
        assertThat(patience.begin(LONG).milliseconds()).isEqualTo(10);
        first.ended(false);
        assertThat(patience.begin(LONG).milliseconds()).isEqualTo(500);
    }

    @Test
    void whenReplicasAreBackAllWaitAgain() {
        patience.begin(LONG).ended(false);
        patience.begin(LONG).ended(true);

        assertThat(patience.begin(LONG).milliseconds()).isEqualTo(500);
        assertThat(patience.begin(LONG).milliseconds()).isEqualTo(500);
    }
}
