package com.iam.users.jdbc.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordHashTest {

    @ParameterizedTest
    @CsvFileSource(resources = "argon2id-vectors.csv", useHeadersInDisplayName = true, delimiter = ';')
    void theVectorsOfTheReferenceImplementationHold(int memory, int passes, int lanes, String password, String salt,
            String hash, String phc) {
        PasswordHash made = PasswordHash.of(bytes(password), bytes(salt), new PasswordHash.Cost(memory, passes, lanes));

        assertThat(HexFormat.of().formatHex(made.hash())).isEqualTo(hash);
        assertThat(made.phc()).isEqualTo(phc);
        assertThat(PasswordHash.parse(phc).orElseThrow()).usingRecursiveComparison().isEqualTo(made);
    }

    @Test
    void onlyTheRightPasswordMatches() {
        PasswordHash made = PasswordHash.of(bytes("secret"), bytes("somesalt"), new PasswordHash.Cost(256, 2, 1));

        assertThat(PasswordHash.parse(made.phc()).orElseThrow().matches(bytes("secret"))).isTrue();
        assertThat(PasswordHash.parse(made.phc()).orElseThrow().matches(bytes("Secret"))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "secret", "$2b$12$abcdefghijklmnopqrstuv",
        "$argon2i$v=19$m=64,t=1,p=1$c29tc2FsdA$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHApl8ArZWb2GRPPc",
        "$argon2id$v=16$m=64,t=1,p=1$c29tc2FsdA$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHApl8ArZWb2GRPPc",
        "$argon2id$v=19$m=9999999,t=1,p=1$c29tc2FsdA$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHApl8ArZWb2GRPPc",
        "$argon2id$v=19$m=64,t=999,p=1$c29tc2FsdA$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHApl8ArZWb2GRPPc",
        "$argon2id$v=19$m=0,t=1,p=1$c29tc2FsdA$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHApl8ArZWb2GRPPc"})
    void whatIsNoReasonableHashIsNotRead(String stored) {
        assertThat(PasswordHash.parse(stored)).isEmpty();
    }

    @Test
    void theCostIsTheOneThatOwaspAsksFor() {
        assertThat(PasswordHash.of(bytes("secret"), new byte[16], PasswordHash.Cost.OWASP_MINIMUM).phc())
                .startsWith("$argon2id$v=19$m=19456,t=2,p=1$");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
