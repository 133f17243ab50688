package com.iam.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import com.iam.state.testkit.Await;
import com.iam.state.testkit.RedisMonitor;
import com.iam.state.testkit.RedisServer;

/** What Redis keeps, what it hears, and what is logged, after all sorts of things have happened to sessions. */
class LeakTest {

    private static final String NEXT_KEY = "ZmVkY2JhOTg3NjU0MzIxMA==";
    private static final String WRONG = "a-password-that-is-wrong";
    private static final List<String> NAMES = List.of("alice", "bob");
    private static final List<String> ATTRIBUTES = List.of("authenticatedat", "username", "displayname");

    @TempDir
    Path folder;
    private final List<String> tokens = new ArrayList<>();

    private void remember(Client client) {
        String cookie = client.cookie().orElseThrow();
        tokens.add(cookie.substring(cookie.indexOf('=') + 1));
    }

    @Test
    void nothingOfAUserASessionOrAKeyIsLeftWhereItDoesNotBelong() {
        try (RedisServer redis = RedisServer.start();
                Instance instance = Instance.start(folder.resolve("instance"), folder.resolve("work"))) {
            String heard;
            String dump;
            try (RedisMonitor monitor = RedisMonitor.of(redis)) {
                Configurations.moveToRedis(instance, redis);
                Await.until("the modules have moved", () -> instance.log().contains("Module login: bound to redis")
                        && instance.log().contains("Module admin: bound to redis"));
                use(instance);
                dump = new String(redis.dump(), StandardCharsets.ISO_8859_1);
                heard = monitor.text();
            }
            breakThings(instance, redis);
            String metrics = metrics(instance);

            // The search finds what is there.
            assertThat(heard).contains("iam:1:login");
            assertThat(dump).contains("iam:1:login").contains(tokens.get(0).split("\\.")[0]);
            assertThat(instance.auditLog()).contains("\"alice\"");
            assertThat(metrics).contains("iam_key_sessions{").contains("iam_sessions{module=\"login\"}");

            List<String> secrets = secrets();
            assertThat(secrets).allSatisfy(secret -> {
                assertThat(dump).as("the dump").doesNotContain(secret);
                assertThat(heard).as("what Redis heard").doesNotContain(secret);
                assertThat(instance.log()).as("the log").doesNotContain(secret);
                assertThat(metrics).as("the metrics").doesNotContain(secret);
                assertThat(instance.auditLog()).as("the audit log").doesNotContain(secret);
            });
            assertThat(instance.output()).as("the console").doesNotContain(secrets.subList(1, secrets.size()));
            List.of(dump, heard, metrics).forEach(place -> {
                assertThat(place.toLowerCase(Locale.ROOT)).doesNotContain(NAMES);
                assertThat(place.toLowerCase(Locale.ROOT)).doesNotContain(ATTRIBUTES);
            });
            assertThat(instance.log().toLowerCase(Locale.ROOT)).doesNotContain(NAMES);
            tokens.forEach(token -> assertThat(instance.log()).as("ids of sessions").doesNotContain(token.split("\\.")[0]));
        }
    }

    private void use(Instance instance) {
        Client alice = new Client("/auth-login");
        Client bob = new Client("/auth-login");
        Client admin = new Client("/auth-admin");
        assertThat(alice.logIn(instance, "alice", WRONG).status()).isEqualTo(401);
        assertThat(alice.logIn(instance, "alice", Instance.PASSWORD).status()).isEqualTo(200);
        remember(alice);
        assertThat(bob.logIn(instance, "bob", Instance.PASSWORD).status()).isEqualTo(200);
        remember(bob);
        assertThat(admin.logIn(instance, "admin", Instance.PASSWORD).status()).isEqualTo(200);
        remember(admin);
        assertThat(alice.session(instance).status()).isEqualTo(200);
        assertThat(admin.get(instance, "/rest/sessions?module=login&subject=alice").status()).isEqualTo(200);
        assertThat(bob.logOut(instance).status()).isLessThan(300);
        // Another key, so that tokens and states move.
        Configurations.encryption(instance, NEXT_KEY, Configurations.KEY);
        Await.until("there is another key", () -> instance.log().split("is sealed by aes128gcm").length > 2);
        assertThat(alice.logIn(instance, "alice", Instance.PASSWORD).status()).isEqualTo(200);
        remember(alice);
    }

    /** Errors are where secrets are logged. */
    private void breakThings(Instance instance, RedisServer redis) {
        Client lost = new Client("/auth-login");
        redis.stop();
        assertThat(lost.logIn(instance, "alice", Instance.PASSWORD).status()).isEqualTo(503);
        Configurations.encryption(instance, "c2hvcnQ=");
        Await.until("the key is refused", () -> instance.log().contains("16 bytes"));
        redis.startAgain();
        Client again = new Client("/auth-login");
        Await.until("Redis is back", () -> again.logIn(instance, "alice", Instance.PASSWORD).status() == 200);
        remember(again);
        assertThat(again.logOut(instance).status()).isLessThan(300);
        Await.until("the end is reported", () -> instance.auditLog().contains("cause=USER subject=\"alice\""));
    }

    private static String metrics(Instance instance) {
        try {
            return HttpClient.newHttpClient().send(HttpRequest.newBuilder(instance.uri("/metrics")).build(),
                    HttpResponse.BodyHandlers.ofString()).body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** The password of the demo users first, which the console shows. As texts, and the bytes that they stand for. */
    private List<String> secrets() {
        List<String> secrets = new ArrayList<>(List.of(Instance.PASSWORD, WRONG, Configurations.KEY, NEXT_KEY, "c2hvcnQ="));
        secrets.add(bytes(Base64.getDecoder().decode(Configurations.KEY)));
        secrets.add(bytes(Base64.getDecoder().decode(NEXT_KEY)));
        for (String token : tokens) {
            String secret = token.split("\\.")[1];
            secrets.add(secret);
            secrets.add(bytes(Base64.getUrlDecoder().decode(secret)));
        }
        return secrets;
    }

    private static String bytes(byte[] secret) {
        return new String(secret, StandardCharsets.ISO_8859_1);
    }
}
