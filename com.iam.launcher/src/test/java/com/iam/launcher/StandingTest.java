package com.iam.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.junit.jupiter.api.Test;

class StandingTest {

    private List<String> missing = List.of("bundle one");
    private final Standing standing = new Standing(() -> missing);

    @Test
    void bundlesAreWaitedForAtTheStartAndNotWhenTheyAreReplaced() {
        assertThat(standing.reasons()).containsExactly("bundle one");
        missing = List.of();
        assertThat(standing.reasons()).isEmpty();

        missing = List.of("bundle two");
        assertThat(standing.reasons()).isEmpty();
    }

    @Test
    void whatIsAboutToStopIsNotReady() {
        missing = List.of();
        standing.stop();

        assertThat(standing.reasons()).containsExactly("this instance is about to stop");
    }
}
