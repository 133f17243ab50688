package com.iam.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OfflineArgumentsTest {

    @Test
    void whatIsNotSaidHasADefault() throws Refusal {
        assertThat(parse("testlet --distribution /d")).isEqualTo(
                new OfflineArguments("testlet", Path.of("/d"), Path.of("instance").toAbsolutePath(), List.of()));
    }

    @Test
    void theNameGoesToTheCommandAndALaterOptionReplacesAnEarlierOne() throws Refusal {
        assertThat(parse("testlet --distribution /d --instance /a main --instance /b/../c")).isEqualTo(
                new OfflineArguments("testlet", Path.of("/d"), Path.of("/c"), List.of("main")));
    }

    @Test
    void otherCommandsAreTheLaunchersOwn() {
        assertThat(OfflineArguments.isMeantBy(List.of("testlet"))).isTrue();
        assertThat(OfflineArguments.isMeantBy(List.of("run", "testlet"))).isFalse();
        assertThat(OfflineArguments.isMeantBy(List.of())).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"testlet", "testlet --distribution", "testlet --distribution /d --port 1",
        "testlet --distribution /d one two"})
    void whatCannotBeUnderstoodIsAnsweredWithTheUsageInOneLine(String line) {
        assertThatThrownBy(() -> parse(line)).isInstanceOf(Refusal.class)
                .hasMessageContaining("usage: iam testlet").message().hasLineCount(1);
    }

    @Test
    void onlyTheTestletTakesAName() {
        assertThatExceptionOfType(Refusal.class).isThrownBy(() -> parse("key-check --distribution /d main"))
                .withMessage("usage: iam key check [--instance DIR]");
    }

    private static OfflineArguments parse(String line) throws Refusal {
        return OfflineArguments.parse(List.of(line.split(" ")));
    }
}
