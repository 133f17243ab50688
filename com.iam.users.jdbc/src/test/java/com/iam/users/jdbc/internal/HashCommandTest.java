package com.iam.users.jdbc.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;

class HashCommandTest {

    private static String hash(String typed) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        HashCommand.run(new StringReader(typed), new PrintStream(out, true, StandardCharsets.UTF_8));
        return out.toString(StandardCharsets.UTF_8).strip();
    }

    @Test
    void whatItPrintsIsWhatTheDirectoryReads() throws IOException {
        String stored = hash("correct horse\n");

        assertThat(PasswordHash.parse(stored).orElseThrow().matches(PasswordHash.bytes("correct horse"))).isTrue();
        assertThat(PasswordHash.parse(stored).orElseThrow().cost()).isEqualTo(PasswordHash.Cost.OWASP_MINIMUM);
        assertThat(hash("correct horse\n")).isNotEqualTo(stored);
    }

    @Test
    void passwordsThatAreTooShortOrTooLongAreRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> hash("seven77\n")).withMessageContaining("8 to 256");
        assertThatIllegalArgumentException().isThrownBy(() -> hash("x".repeat(257))).withMessageContaining("8 to 256");
        assertThatIllegalArgumentException().isThrownBy(() -> hash("")).withMessageContaining("no password");
    }
}
