package com.iam.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArgumentsTest {

    @Test
    void whatIsNotSaidHasADefault() throws Refusal {
        Arguments arguments = parse("run --distribution /d");

        assertThat(arguments).isEqualTo(new Arguments(Path.of("/d"), Path.of("instance").toAbsolutePath(),
                Path.of("work").toAbsolutePath(), 8080, false, false));
    }

    @Test
    void everyOptionIsTaken() throws Refusal {
        Arguments arguments = parse("run --distribution /d --instance /i --work /w --port 9 --demo --refresh");

        assertThat(arguments).isEqualTo(new Arguments(Path.of("/d"), Path.of("/i"), Path.of("/w"), 9, true, true));
    }

    @Test
    void aLaterOptionReplacesAnEarlierOne() throws Refusal {
        assertThat(parse("run --distribution /d --work /a --work /b").work()).isEqualTo(Path.of("/b"));
    }

    @Test
    void pathsMayHoldSpacesAndDots() throws Refusal {
        Arguments arguments = Arguments.parse(List.of("run", "--distribution", "/a b/../c d"));

        assertThat(arguments.distribution()).isEqualTo(Path.of("/c d"));
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "", "walk", "run", "run --distribution", "run --distribution /d --colour red", "run --distribution /d --port",
        "run --distribution /d --port 0", "run --distribution /d --port 65536", "run --distribution /d --port -1",
        "run --distribution /d --port http", "run --distribution /d --port 99999999999"})
    void whatCannotBeUnderstoodIsAnsweredWithTheUsageInOneLine(String line) {
        assertThatThrownBy(() -> parse(line)).isInstanceOf(Refusal.class)
                .hasMessageContaining("usage: iam run").message().hasLineCount(1);
    }

    private static Arguments parse(String line) throws Refusal {
        return Arguments.parse(line.isEmpty() ? List.of() : List.of(line.split(" ")));
    }
}
