package com.iam.e2e;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URLEncoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.GZIPOutputStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import com.iam.state.api.SessionState;
import com.iam.state.support.codec.StateCodec;

/** Leaks that are planted are found, each where it is and as what it is; what may be there is not. */
class LeakSearchTest {

    private static final String SECRET = random(16);
    private static final String STORAGE_ID = random(16);
    private static final String PASSWORD = "päss word+&" + random(6);
    private static final byte[] RAW = Base64.getUrlDecoder().decode(SECRET);

    @TempDir
    Path work;

    LeakSearchTest() {
        Secrets.cookie(STORAGE_ID + "." + SECRET);
        Secrets.password(PASSWORD);
    }

    private static String random(int bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(new SecureRandom().generateSeed(bytes));
    }

    private void plant(String file, byte[] content) throws IOException {
        Path path = work.resolve(file);
        Files.createDirectories(path.getParent());
        Files.write(path, content);
    }

    private void plant(String file, String content) throws IOException {
        plant(file, content.getBytes(UTF_8));
    }

    private List<String> found() {
        Leaks.searchWork(work);
        return Leaks.take();
    }

    @ParameterizedTest
    @ValueSource(strings = {"logs/iam.log", "logs/audit.log", "out.log", "cache/bundle7/data/anything", "crash.txt"})
    void aSecretIsFoundInWhateverAnInstanceWrote(String file) throws Exception {
        plant(file, "all is well\nlogged in with " + SECRET + "\n");

        assertThat(found()).singleElement().asString().contains("SESSION_SECRET as it is in " + file + " at offset 27")
                .doesNotContain(SECRET);
    }

    @Test
    void aSecretIsFoundInALogThatWasRolled() throws Exception {
        Path file = Files.createDirectories(work.resolve("logs")).resolve("iam.2026-01-01.0.log.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write(SECRET.getBytes(UTF_8));
        }

        assertThat(found()).singleElement().asString().contains("iam.2026-01-01.0.log.gz at offset 0");
    }

    @ParameterizedTest
    @CsvSource({"logs/iam.log, true", "out.log, true", "logs/audit.log, false", "cache/x, false", "data/users.mv.db, false"})
    void aUserNameMayStandWhereItBelongs(String file, boolean isLeak) throws Exception {
        plant(file, "ended the session of Alice");

        assertThat(found()).hasSize(isLeak ? 1 : 0);
    }

    @Test
    void theDemoMaySayWhomOneCanLogInAsButOnNoOtherLine() throws Exception {
        plant("out.log", "IAM demo users alice, bob, password: as in IAM_DEMO_PASSWORD\n");
        assertThat(found()).isEmpty();

        plant("out.log", "IAM demo users alice, bob\nWARN alice\n");
        assertThat(found()).hasSize(1);
    }

    @Test
    void eachEncodingIsRecognised() throws Exception {
        assertForm(PASSWORD.getBytes(UTF_8), "PASSWORD as it is");
        assertForm(URLEncoder.encode(PASSWORD, UTF_8).getBytes(UTF_8), "PASSWORD URL-encoded");
        assertForm(RAW, "SESSION_SECRET as it is");
        assertForm(HexFormat.of().formatHex(RAW).getBytes(UTF_8), "SESSION_SECRET in hex");
        assertForm(HexFormat.of().withUpperCase().formatHex(RAW).getBytes(UTF_8), "SESSION_SECRET in hex");
        for (Base64.Encoder encoder : List.of(Base64.getEncoder(), Base64.getUrlEncoder(), Base64.getEncoder().withoutPadding())) {
            for (String before : List.of("", "u", "us", "use", "user:")) {
                String within = encoder.encodeToString((before + PASSWORD + "\n").getBytes(UTF_8));
                assertForm(within.getBytes(UTF_8), "PASSWORD in Base64");
            }
        }
    }

    @Test
    void aTextThatIsPackedInAStateIsRecognised() throws Exception {
        for (int before = 10; before < 20; before++) {
            SessionState state = SessionState.EMPTY.with("note", ".".repeat(before) + SECRET);
            assertForm(StateCodec.encode(state), "SESSION_SECRET packed");
        }
    }

    private void assertForm(byte[] content, String expected) throws IOException {
        plant("logs/iam.log", content);
        assertThat(found()).as(new String(content, ISO_8859_1)).anySatisfy(leak -> assertThat(leak).startsWith(expected));
    }

    @Test
    void aTicketIsFoundByEachOfItsPartsAndByItsId() throws Exception {
        String header = base64("{\"typ\":\"a type of this test\",\"alg\":\"HS256\"}");
        String id = random(9);
        String ticket = header + "." + base64("{\"iss\":\"portal\",\"jti\":\"" + id + "\"}") + "." + random(32);
        Secrets.ticket(ticket);

        for (String part : (ticket + "." + id).split("\\.")) {
            plant("logs/audit.log", "refused " + part);
            assertThat(found()).singleElement().asString().startsWith("TICKET as it is in logs/audit.log at offset 8");
        }
        plant("logs/audit.log", "refused " + header + "." + base64("{\"sub\":\"of another one\"}") + "." + random(32));
        assertThat(found()).singleElement().asString().startsWith("TICKET");
    }

    private static String base64(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(UTF_8));
    }

    @Test
    void whatIsFoundAcrossTwoPiecesIsFoundOnce() throws Exception {
        for (int before : List.of((1 << 20) - 30, (1 << 20) - 1, (1 << 20) + 40, (2 << 20) + 70)) {
            plant("logs/iam.log", ".".repeat(before) + SECRET);
            assertThat(found()).containsExactly("SESSION_SECRET as it is in logs/iam.log at offset " + before);
        }
    }

    @Test
    void idsAndAttributesAreFoundInTheMetrics() {
        Leaks.search(Place.METRICS, "the metrics", "iam_sessions{id=\"" + STORAGE_ID + "\",username=\"x\"} 1\n");

        assertThat(Leaks.take()).hasSize(2).anyMatch(leak -> leak.startsWith("STORAGE_ID"))
                .anyMatch(leak -> leak.startsWith("ATTRIBUTE"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"SET x %s", "SET %s x", "HSET x field %s", "HSET x %s value", "RPUSH x %s", "SADD x %s", "ZADD x 1 %s",
            "XADD x * field %s"})
    void aSecretIsFoundInAnyTypeThatRedisHolds(String command) {
        Redis redis = Redis.start();
        redis.send(command.formatted(SECRET).split(" "));
        redis.close();

        assertThat(Leaks.take()).hasSize(2).anyMatch(leak -> leak.startsWith("SESSION_SECRET as it is in the dump of Redis at"))
                .anyMatch(leak -> leak.startsWith("SESSION_SECRET as it is in what Redis was told at"));
    }

    @Test
    void whatRedisWasToldIsFoundThoughItIsGoneAndWhatWasSaidBeforeARestart() {
        Redis redis = Redis.start();
        redis.send("SET", "x", "\"\\\n" + PASSWORD);
        redis.send("DEL", "x");
        redis.stop();
        redis.startAgain();
        redis.close();

        assertThat(Leaks.take()).singleElement().asString().startsWith("PASSWORD as it is in what Redis was told");
    }

    @Test
    void plainStateMayNameUsersOnlyWhileItIsExpectedAndOnlyInRedis() {
        Redis redis = Redis.start();
        redis.expectPlainState();
        redis.send("SET", "x", "alice, authenticatedAt");
        redis.send("DEL", "x");
        redis.send("SET", "y", SECRET);
        redis.send("DEL", "y");
        redis.expectNoPlainState();
        redis.close();
        assertThat(Leaks.take()).singleElement().asString().startsWith("SESSION_SECRET as it is in what Redis was told");

        Redis next = Redis.start();
        next.expectPlainState();
        next.send("SET", "x", "alice");
        next.expectNoPlainState();
        next.close();
        assertThat(Leaks.take()).singleElement().asString().startsWith("USER_NAME as it is in the dump of Redis");
    }

    @Test
    void aLeakFailsTheTestAndIsForgottenThen() {
        Leaks.search(Place.REDIS, "somewhere", new ByteArrayInputStream(RAW));
        Leaks extension = new Leaks();
        ExtensionContext any = null;

        assertThatThrownBy(() -> extension.afterEach(any)).isInstanceOf(AssertionError.class)
                .hasMessageContaining("SESSION_SECRET as it is in somewhere at offset 0");
        extension.afterAll(any);
    }
}
