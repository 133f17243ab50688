package com.iam.state.crypto.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyCommandTest {

    @TempDir
    Path folder;

    private static String run(String input, String... words) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new KeyCommand(new ByteArrayInputStream(input.getBytes()), new PrintStream(out), new SecureRandom()).run(List.of(words));
        return out.toString().strip();
    }

    @Test
    void aNewKeyHasTheRightLengthAndAnId() throws IOException {
        String key = run("", "new");

        assertThat(Base64.getDecoder().decode(key)).hasSize(16);
        assertThat(run("", "new")).isNotEqualTo(key);
        assertThat(run(key + "\n", "id")).matches("[0-9a-f]{16}").isEqualTo(run(key, "id"));
    }

    @Test
    void theIdIsTheOneThatTheEncryptionHas() throws IOException {
        byte[] secret = new byte[StateEncryptionKey.LENGTH];

        assertThat(run(Base64.getEncoder().encodeToString(secret), "id")).isEqualTo(Golden.key(secret.clone()).id());
    }

    @Test
    void aNewFileIsItsOwnersAloneAndIsNeverOverwritten() throws IOException {
        Path file = folder.resolve("state-key");
        String said = run("", "new", file.toString());
        String key = Files.readString(file);

        assertThat(said).contains(run("", "id", file.toString())).doesNotContain(key);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).isEqualTo("rw-------");
        assertThatIllegalArgumentException().isThrownBy(() -> run("", "new", file.toString())).withMessageContaining("already");
        assertThat(file).hasContent(key);
    }

    @Test
    void whatIsNoKeyIsRefusedWithoutShowingIt() {
        assertThatIllegalArgumentException().isThrownBy(() -> run("c2VjcmV0", "id"))
                .withMessage("a key has exactly 16 bytes, not 6");
        assertThatIllegalArgumentException().isThrownBy(() -> run("se cret", "id")).withMessage("that is no Base64");
        assertThatIllegalArgumentException().isThrownBy(() -> run("", "id", folder + "/none")).withMessageContaining("no file");
        assertThatIllegalArgumentException().isThrownBy(() -> run("", "new", folder + "/none/key"))
                .withMessageContaining("no folder");
        for (String[] words : new String[][] {{}, {"old"}, {"new", "--force"}, {"id", "a", "b"}}) {
            assertThatIllegalArgumentException().isThrownBy(() -> run("", words)).withMessage(KeyCommand.USAGE);
        }
    }
}
