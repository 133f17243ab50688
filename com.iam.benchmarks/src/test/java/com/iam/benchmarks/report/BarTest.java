package com.iam.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BarTest {

    @Test
    void whatShallBeSmallIsMetAtItsLimitAndMissedAboveIt() {
        assertThat(Bar.atMost("trips", 2.05, 2, 2).row()).isEqualTo("| trips | ≤ 2.05 | ≤ 2.00 | 2.00 | met, and the aim |");
        assertThat(Bar.atMost("trips", 2.05, 2, 2.05).row()).endsWith("| 2.05 | met |");
        assertThat(Bar.atMost("trips", 2.05, 2, 2.1).row()).endsWith("| 2.10 | **missed** |");
    }

    @Test
    void whatShallBeLargeIsMetAtItsLimitAndMissedBelowIt() {
        assertThat(Bar.atLeast("speed", 0.65, 0.9, 0.9).row()).endsWith("| met, and the aim |");
        assertThat(Bar.atLeast("speed", 0.65, 0.9, 0.7).row()).endsWith("| met |");
        assertThat(Bar.atLeast("speed", 0.65, 0.9, 0.6).row()).endsWith("| **missed** |");
    }

    @Test
    void whatTheReportShowsAsMetIsMet() {
        assertThat(Bar.atMost("trips", 1.15, 1.1, 1.1003).row()).endsWith("| 1.10 | met, and the aim |");
    }

    @Test
    void whatWasNotMeasuredIsNeitherMetNorMissed() {
        assertThat(Bar.atLeast("speed", 0.65, 0.9, Double.NaN).row()).endsWith("| – | not measured |");
    }
}
