package com.iam.support.throttle;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;

import org.junit.jupiter.api.Test;

class ThrottlePolicyTest {

    private final ThrottlePolicy policy = new ThrottlePolicy(5, Duration.ofSeconds(900));

    @Test
    void thereIsNoWaitWhileFailuresAreAllowed() {
        assertThat(policy.waitAfter(0)).isZero();
        assertThat(policy.waitAfter(4)).isZero();
    }

    @Test
    void theWaitDoublesUpToTheMaximum() {
        assertThat(policy.waitAfter(5)).hasSeconds(1);
        assertThat(policy.waitAfter(6)).hasSeconds(2);
        assertThat(policy.waitAfter(14)).hasSeconds(512);
        assertThat(policy.waitAfter(15)).hasSeconds(900);
        assertThat(policy.waitAfter(Integer.MAX_VALUE)).hasSeconds(900);
    }

    @Test
    void nothingIsForgottenBeforeTheLongestWaitIsOver() {
        assertThat(policy.forgottenAfter()).isEqualTo(Duration.ofDays(1));
        assertThat(new ThrottlePolicy(5, Duration.ofDays(1)).forgottenAfter()).isEqualTo(Duration.ofDays(2));
    }
}
