package com.iam.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import com.iam.state.testkit.Await;

/** Somebody who can write to Redis puts back records that are not, or not yet, or no more, what an instance accepts. */
class PlantedStateTest {

    private static final String KEY = Configurations.KEY;
    private static final String NEXT_KEY = Secrets.newKey(16);
    private static final String RESEAL = "resealPerSecond=i\"1000\"";

    @TempDir
    Path folder;
    private Redis redis;
    private Tampering tampering;
    private Instance instance;

    @BeforeEach
    void start() {
        redis = Redis.start();
        tampering = new Tampering(redis);
        instance = Instance.start(folder.resolve("instance"), folder.resolve("work"));
    }

    @AfterEach
    void stop() {
        instance.close();
        redis.close();
    }

    /** What the operator reads in the log next. */
    private void step(String said, Runnable step) {
        int from = instance.log().length();
        step.run();
        Await.until("the log says: " + said, () -> instance.log().substring(from).contains(said));
    }

    private void awaitNothingLeftUnder(String key) {
        Await.until("nothing is left under " + key, () -> instance.metrics().lines().anyMatch(
                line -> line.startsWith("iam_key_unused{") && line.contains("\"" + key + "\"") && line.endsWith(" 1.0")));
    }

    private void startWithPlainState() {
        redis.expectPlainState();
        instance.configure("com.iam.state.crypto.none-plain.config");
        Configurations.redis(instance, "none", redis, RESEAL);
        step("Module login: bound to redis", () -> Configurations.repository(instance, "(state.repository=redis)"));
    }

    private void startWithSealedState() {
        Configurations.encryption(instance, KEY);
        Configurations.redis(instance, redis, RESEAL);
        step("Module login: bound to redis", () -> Configurations.repository(instance, "(state.repository=redis)"));
    }

    private void migrate(Instant deadline) {
        Configurations.encryption(instance, KEY);
        step("roll: migrates, phase read-both", () -> Configurations.migration(instance, "read-both", deadline));
        step("is sealed by migrating 'roll'", () -> Configurations.redis(instance, "migrating", redis, RESEAL));
        step("roll: migrates, phase write-new", () -> Configurations.migration(instance, "write-new", deadline));
    }

    private Client loggedIn() {
        Client client = new Client("/auth-login");
        assertThat(client.logIn(instance, "alice", Instance.PASSWORD).status()).isEqualTo(200);
        return client;
    }

    private Client loggedInAndKept() {
        Client client = loggedIn();
        tampering.keep(client);
        return client;
    }

    private String key() {
        List<String> keys = instance.sealingKeys();
        return keys.get(keys.size() - 1);
    }

    /** All of the answer that a client sees, but for the time of day. */
    private static String seen(Client.Reply reply) {
        Map<String, List<String>> headers = new TreeMap<>(reply.response().headers().map());
        assertThat(headers.remove("date")).isNotNull();
        return reply.status() + " " + headers + " " + reply.response().body();
    }

    /** The session is over, and the operator learns why. */
    private String refused(Client client, String reason) {
        long before = audited(reason);
        Client.Reply reply = client.session(instance);
        assertThat(reply.status()).isEqualTo(401);
        assertThat(reply.header("Set-Cookie")).hasValueSatisfying(cookie -> assertThat(cookie).contains("=;").contains("Max-Age=0"));
        assertThat(client.cookie()).isEmpty();
        Await.until("the audit log says " + reason, () -> audited(reason) == before + 1);
        return seen(reply);
    }

    private long audited(String reason) {
        return instance.auditLog().lines().filter(line -> line.endsWith(" state-refused module=login reason=" + reason)).count();
    }

    @Test
    void afterTheMigrationPlaintextARetiredKeyAndATamperedRecordAreRefusedAndLookTheSameToAClient() {
        startWithPlainState();
        Client plain = loggedInAndKept();
        migrate(Instant.now().plusSeconds(3600));
        awaitNothingLeftUnder("0000000000000000");
        step("roll: migrates, phase retired", () -> Configurations.migration(instance, "retired", Instant.now().plusSeconds(3600)));
        Client old = loggedInAndKept();
        String oldKey = key();
        step("is sealed by migrating", () -> Configurations.encryption(instance, NEXT_KEY, KEY));
        awaitNothingLeftUnder(oldKey);
        step("is sealed by migrating", () -> Configurations.encryption(instance, NEXT_KEY, List.of(), List.of(oldKey)));
        Client tampered = loggedIn();
        List.of(plain, old, tampered).forEach(client -> assertThat(client.session(instance).status()).isEqualTo(200));

        tampering.plant(plain);
        tampering.plant(old);
        tampering.spoil(tampered);

        String answer = refused(plain, "PLAINTEXT_REFUSED");
        assertThat(refused(old, "RETIRED_KEY")).isEqualTo(answer);
        assertThat(refused(tampered, "NOT_AUTHENTIC")).isEqualTo(answer);
    }

    @Test
    void plaintextIsRefusedFromItsDeadlineOnWhateverThePhase() {
        startWithPlainState();
        Client plain = loggedInAndKept();
        migrate(Instant.now().plusSeconds(3600));
        tampering.plant(plain);
        assertThat(plain.session(instance).attribute("username")).as("until then it cannot prove its age").isEqualTo("alice");

        step("roll: the deadline has passed", () -> Configurations.migration(instance, "write-new", Instant.now().plusSeconds(1)));
        tampering.plant(plain);

        refused(plain, "PLAINTEXT_REFUSED");
    }

    @Test
    void anUnknownKeyIsTheOperatorsFaultAndEndsNoSession() {
        startWithSealedState();
        Client client = loggedInAndKept();
        String cookie = client.cookie().orElseThrow();
        String oldKey = key();
        step("is sealed by aes128gcm", () -> Configurations.encryption(instance, NEXT_KEY, KEY));
        awaitNothingLeftUnder(oldKey);
        step("is sealed by aes128gcm", () -> Configurations.encryption(instance, NEXT_KEY));

        tampering.plant(client);

        Client.Reply reply = client.session(instance);
        assertThat(reply.status()).isEqualTo(503);
        assertThat(reply.header("Retry-After")).isPresent();
        assertThat(reply.header("Set-Cookie")).isEmpty();
        assertThat(client.cookie()).contains(cookie);
        Await.until("the audit log says so", () -> audited("UNKNOWN_KEY") == 1);

        step("is sealed by aes128gcm", () -> Configurations.encryption(instance, NEXT_KEY, KEY));
        Await.until("the key is known again", () -> client.session(instance).status() == 200);
    }
}
