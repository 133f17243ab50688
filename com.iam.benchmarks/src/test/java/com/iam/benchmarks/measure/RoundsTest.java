package com.iam.benchmarks.measure;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RoundsTest {

    private final Rounds<String, Double> rounds = new Rounds<>();

    @Test
    void theMedianIsTheMiddleValueOrTheMeanOfTheTwoInTheMiddle() {
        assertThat(Rounds.median(9, 1, 2)).isEqualTo(2);
        assertThat(Rounds.median(9, 1, 2, 4)).isEqualTo(3);
    }

    @Test
    void aRoundThatDisturbedEverybodyDoesNotChangeTheRatio() {
        for (double speed : new double[] {100, 1, 100}) {
            rounds.add("floor", speed);
            rounds.add("other", speed / 2);
        }

        assertThat(rounds.ratio("other", "floor", speed -> speed)).isEqualTo(0.5);
        assertThat(rounds.median("other", speed -> speed)).isEqualTo(50);
    }

    @Test
    void theRatioIsTakenWithinEachRoundAndNotBetweenTheMedians() {
        double[][] pairs = {{1, 10}, {10, 20}, {100, 50}};
        for (double[] pair : pairs) {
            rounds.add("other", pair[0]);
            rounds.add("floor", pair[1]);
        }

        assertThat(rounds.ratio("other", "floor", speed -> speed)).isEqualTo(0.5);
    }
}
