package com.iam.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import com.iam.state.testkit.Await;

/** From memory to an encrypted Redis, and on from instance to instance. */
class RedisTest {

    @TempDir
    Path folder;
    private Redis redis;
    private Instance first;
    private final Client alice = new Client("/auth-login");

    @BeforeEach
    void start() {
        redis = Redis.start();
        first = Instance.start(folder.resolve("instance"), folder.resolve("work1"));
        assertThat(alice.logIn(first, "alice", Instance.PASSWORD).status()).isEqualTo(200);
    }

    @AfterEach
    void stop() {
        first.close();
        redis.close();
    }

    private void moveToRedis() {
        Configurations.moveToRedis(first, redis);
        Await.until("alice's session is in Redis", () -> {
            assertThat(alice.session(first).status()).isEqualTo(200);
            return redis.send("DBSIZE").startsWith(":") && !redis.send("DBSIZE").startsWith(":0")
                    && first.log().contains("carried over to redis");
        });
    }

    @Test
    void aliceStaysLoggedInWhileHerSessionMovesToRedisAndNothingOfItCanBeReadThere() {
        moveToRedis();

        assertThat(alice.session(first).attribute("username")).isEqualTo("alice");
        String dump = redis.dump();
        String token = alice.cookie().orElseThrow();
        String secret = token.substring(token.indexOf('.') + 1);
        assertThat(dump).contains("iam:1:login");
        assertThat(dump.toLowerCase(java.util.Locale.ROOT)).doesNotContain("alice");
        assertThat(dump).doesNotContain(secret).doesNotContain("authenticatedAt");
        assertThat(dump).doesNotContain(new String(Base64.getUrlDecoder().decode(secret), StandardCharsets.ISO_8859_1));
        assertThat(first.log()).doesNotContain(secret).doesNotContain(Configurations.KEY).doesNotContain(Instance.PASSWORD);
    }

    /** By its settings it is another repository. What is carried over is released where it was. */
    @Test
    void theSameRedisUnderAnotherNameTakesNoSessionAway() {
        moveToRedis();
        Configurations.alias(first, redis);
        Configurations.repository(first, "(name=alias)");

        Await.until("nothing is to be carried over", () -> first.log().contains("is the same place as redis://127.0.0.1")
                && first.log().contains("Module login: 0 sessions carried over to redis alias"));
        assertThat(alice.session(first).attribute("username")).isEqualTo("alice");
    }

    /** Needs Netty's native library, which must load within the framework. */
    @Test
    void aRedisOnAUnixSocketServesHer() {
        Path socket = folder.resolve("redis.sock");
        try (Redis local = Redis.start("--unixsocket", socket.toString())) {
            Configurations.moveToRedis(first, local, socket);
            Await.until("alice's session is in Redis", () -> first.log().contains("carried over to redis"));

            assertThat(alice.session(first).attribute("username")).isEqualTo("alice");
            assertThat(local.send("CLIENT", "LIST")).contains(socket + ":0").contains("name=iam");
        }
    }

    @Test
    void anotherInstanceServesHerAfterTheFirstHasStoppedAndTwoServeHerAlternately() {
        moveToRedis();

        try (Instance second = Instance.start(folder.resolve("instance"), folder.resolve("work2"))) {
            for (int i = 0; i < 20; i++) {
                assertThat(alice.session(i % 2 == 0 ? first : second).attribute("username")).isEqualTo("alice");
            }
            assertThat(first.stop()).isZero();
            assertThat(alice.session(second).attribute("username")).isEqualTo("alice");
            Client copy = alice.copy();
            alice.logOut(second);
            assertThat(copy.session(second).status()).isEqualTo(401);
        }
    }

    @Test
    void anOutageOfRedisIsToldAsSuchAndEndsNoSession() {
        moveToRedis();
        String cookie = alice.cookie().orElseThrow();

        redis.stop();
        for (int i = 0; i < 3; i++) {
            Client.Reply reply = alice.session(first);
            assertThat(reply.status()).isEqualTo(503);
            assertThat(reply.header("Retry-After")).isPresent();
            assertThat(reply.header("Set-Cookie")).isEmpty();
        }
        assertThat(alice.logOut(first).status()).isEqualTo(503);
        assertThat(alice.cookie()).contains(cookie);
        Await.until("the instance says that it is not ready", () -> !first.isReady());

        redis.startAgain();
        Await.until("the session is there again", () -> {
            int status = alice.session(first).status();
            assertThat(status).isIn(200, 503);
            return status == 200;
        });
        assertThat(alice.session(first).attribute("username")).isEqualTo("alice");
        Await.until("the instance is ready again", first::isReady);
    }
}
