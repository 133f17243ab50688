package com.iam.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import com.fasterxml.jackson.databind.JsonNode;
import com.iam.state.testkit.Await;

/** Three instances are rolled one by one to another encryption while users go on, at whichever instance. */
class RollTest {

    private static final String KEY_A = Configurations.KEY;
    private static final String KEY_B = Secrets.newKey(16);
    private static final String PLAIN = "0000000000000000";
    private static final Duration LONG = Duration.ofSeconds(90);
    private static final int USERS = 6;
    /** Some 200 requests a second leave the machine time for what is tested. */
    private static final Duration BETWEEN = Duration.ofMillis(25);
    private static final int REQUESTS_A_SESSION = 100;

    @TempDir
    Path folder;
    private final Balancer balancer = new Balancer();
    private final List<Instance> instances = new ArrayList<>();
    private final List<Client> clients = new ArrayList<>();
    private final ExecutorService users = Executors.newFixedThreadPool(USERS);
    private final AtomicBoolean stop = new AtomicBoolean();
    private final AtomicInteger requests = new AtomicInteger();
    private Redis redis;
    private List<CompletableFuture<Void>> load = List.of();

    @BeforeEach
    void start() {
        redis = Redis.start();
        redis.expectPlainState();
        for (int i = 0; i < 3; i++) {
            Instance instance = Instance.start(folder.resolve("instance" + i), folder.resolve("work" + i));
            instances.add(instance);
            // Patient as below: log-ins wait for their turn to hash.
            instance.configure("com.iam.users.jdbc.config", "connectionTimeoutInMs=\"20000\"");
            instance.configure("com.iam.state.crypto.none-plain.config");
            configureRedis(instance, "none");
            Configurations.repository(instance, "(state.repository=redis)");
            awaitLog(instance, "Module login: bound to redis");
            awaitLog(instance, "Module admin: bound to redis");
            balancer.add(instance);
        }
    }

    @AfterEach
    void stop() {
        stop.set(true);
        users.shutdownNow();
        instances.forEach(Instance::close);
        redis.close();
    }

    private void configureRedis(Instance instance, String encryption) {
        Configurations.redis(instance, encryption, redis, "resealPerSecond=i\"1000\"",
                // Patient, since four processes share two cores here: what is tested is not how fast they start.
                "responseTimeoutInMs=i\"3000\"", "swapWaitInMs=i\"3000\"");
    }

    private static void configureMigration(Instance instance, String phase) {
        Configurations.migration(instance, phase, Instant.now().plusSeconds(3600));
    }

    /** One by one; the next instance is not touched before this one has taken the step. */
    private void roll(String said, Consumer<Instance> step) {
        for (Instance instance : instances) {
            String before = instance.log();
            int from = before.length();
            step.accept(instance);
            Await.until("after '" + from + "' the log says: " + said, LONG, () -> {
                failFast();
                return instance.log().substring(from).contains(said);
            });
            progress();
        }
    }

    /** Requests reach every instance after each step. */
    private void progress() {
        int seen = requests.get();
        Await.until("requests go on", LONG, () -> {
            failFast();
            return requests.get() > seen + 30;
        });
    }

    private void failFast() {
        load.stream().filter(CompletableFuture::isCompletedExceptionally).forEach(CompletableFuture::join);
    }

    private void awaitLog(Instance instance, String text) {
        Await.until("the log says: " + text, LONG, () -> instance.log().contains(text));
    }

    private void use(Client client) {
        String user = clients.indexOf(client) % 2 == 0 ? "alice" : "bob";
        while (!stop.get()) {
            balancer.send(instance -> checked(instance, client.logIn(instance, user, Instance.PASSWORD)));
            for (int i = 0; i < REQUESTS_A_SESSION && !stop.get(); i++) {
                Client.Reply reply = balancer.send(instance -> checked(instance, client.session(instance)));
                assertThat(reply.attribute("username")).isEqualTo(user);
                requests.incrementAndGet();
                LockSupport.parkNanos(BETWEEN.toNanos());
            }
        }
    }

    private Client.Reply checked(Instance instance, Client.Reply reply) {
        assertThat(reply.status()).as(() -> "the answer to request " + requests.get() + ": " + reply.body() + "; the instance said: "
                + instance.log().lines().skip(Math.max(0, instance.log().lines().count() - 15))
                        .collect(Collectors.joining("\n"))).isEqualTo(200);
        return reply;
    }

    private static JsonNode key(JsonNode state, String id) {
        JsonNode keys = state.at("/data/attributes/modules/0/repository/encryption/keys");
        return StreamSupport.stream(keys.spliterator(), false).filter(key -> key.path("id").asText().equals(id)).findFirst()
                .orElseThrow(() -> new AssertionError("no key " + id + " in " + keys));
    }

    private void awaitUnused(Client admin, String key) {
        Await.until("the Adminapp says that " + key + " may be retired", LONG, () -> {
            failFast();
            return instances.stream().allMatch(each ->
                    key(admin.get(each, "/rest/state").body(), key).path("unused").asBoolean());
        });
    }

    private static String keyOf(Instance instance) {
        List<String> keys = instance.sealingKeys();
        return keys.get(keys.size() - 1);
    }

    @Test
    void noRequestFailsFromNoneToAesAndFromKeyToKeyAndNothingIsLeftUnderTheOldOnes() throws Exception {
        Client admin = new Client("/auth-admin");
        assertThat(admin.logIn(instances.get(0), "admin", Instance.PASSWORD).status()).isEqualTo(200);
        Client idle = new Client("/auth-login");
        assertThat(idle.logIn(instances.get(0), "bob", Instance.PASSWORD).status()).isEqualTo(200);
        for (int i = 0; i < USERS; i++) {
            clients.add(new Client("/auth-login"));
        }
        load = clients.stream().map(client -> CompletableFuture.runAsync(() -> use(client), users)).toList();
        Await.until("alice can be read in Redis", LONG, () -> redis.dump().contains("alice"));

        // None → AES, through the three phases.
        roll("is sealed by migrating 'roll'", instance -> {
            Configurations.encryption(instance, KEY_A);
            configureMigration(instance, "read-both");
            awaitLog(instance, "roll: migrates, phase read-both");
            configureRedis(instance, "migrating");
        });
        String keyA = keyOf(instances.get(0));
        roll("roll: migrates, phase write-new", instance -> configureMigration(instance, "write-new"));
        awaitUnused(admin, PLAIN);
        redis.expectNoPlainState();
        assertThat(redis.dump().toLowerCase(Locale.ROOT)).doesNotContain("alice").doesNotContain("bob");
        roll("roll: migrates, phase retired", instance -> configureMigration(instance, "retired"));
        roll("is sealed by aes128gcm 'main'", instance -> configureRedis(instance, "aes128gcm"));

        // Key A → key B, with a restart of each instance in between.
        roll("main: seals under key " + keyA, instance -> Configurations.encryption(instance, KEY_A, KEY_B));
        for (int i = 0; i < instances.size(); i++) {
            Instance old = instances.get(i);
            balancer.remove(old);
            assertThat(old.stop()).isZero();
            instances.set(i, Instance.start(old.folder, old.work));
            balancer.add(instances.get(i));
            progress();
        }
        roll("main: seals under key ", instance -> Configurations.encryption(instance, KEY_B, KEY_A));
        assertThat(keyOf(instances.get(2))).isNotEqualTo(keyA);
        awaitUnused(admin, keyA);
        roll("main: seals under key ", instance ->
                Configurations.encryption(instance, KEY_B, List.of(), List.of(keyA)));
        Await.until("the retired key is shown as such", LONG, () -> instances.stream().allMatch(each ->
                key(admin.get(each, "/rest/state").body(), keyA).path("use").asText().equals("retired")));

        progress();
        stop.set(true);
        CompletableFuture.allOf(load.toArray(CompletableFuture[]::new)).get(60, TimeUnit.SECONDS);
        assertThat(instances).allSatisfy(instance -> {
            assertThat(key(admin.get(instance, "/rest/state").body(), keyA).path("liveSessions").asLong()).isZero();
            assertThat(clients).allSatisfy(client -> assertThat(client.session(instance).status()).isEqualTo(200));
            assertThat(idle.session(instance).attribute("username")).isEqualTo("bob");
            assertThat(instance.log()).doesNotContain("is not adopted").doesNotContain(KEY_A).doesNotContain(KEY_B);
        });
        System.out.printf("%d requests while three instances were rolled nine times and restarted once%n", requests.get());
    }
}
