package com.iam.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import com.iam.state.testkit.Await;

/** A bundle is replaced by a newer build while requests go on. */
class HotSwapTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"com.iam.state.crypto", "com.iam.state.redis"})
    void noRequestFailsWhileABundleIsReplaced(String bundle) throws Exception {
        try (Redis redis = Redis.start();
                Instance instance = Instance.start(folder.resolve("instance"), folder.resolve("work"))) {
            Configurations.moveToRedis(instance, redis);
            Await.until("the module has moved", () -> instance.log().contains("bound to redis"));
            replaceUnderLoad(instance, bundle, 3);
        }
    }

    @Test
    void noSessionIsLostWhileTheMemoryRepositoryIsReplaced() throws Exception {
        try (Instance instance = Instance.start(folder.resolve("instance"), folder.resolve("work"))) {
            replaceUnderLoad(instance, "com.iam.state.memory", 3);
        }
    }

    private static void replaceUnderLoad(Instance instance, String bundle, int times) throws Exception {
        List<Client> clients = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            Client client = new Client("/auth-login");
            assertThat(client.logIn(instance, i % 2 == 0 ? "alice" : "bob", Instance.PASSWORD).status()).isEqualTo(200);
            clients.add(client);
        }
        AtomicBoolean stop = new AtomicBoolean();
        AtomicInteger requests = new AtomicInteger();
        List<CompletableFuture<Void>> loops = clients.stream().map(client -> CompletableFuture.runAsync(() -> {
            while (!stop.get()) {
                Client.Reply reply = client.session(instance);
                assertThat(reply.status()).as("the answer to request %d: %s", requests.get(), reply.body()).isEqualTo(200);
                requests.incrementAndGet();
            }
        })).toList();

        for (int i = 1; i <= times; i++) {
            NewerBuild.drop(instance, bundle, "9.0." + i);
            String version = "9.0." + i;
            Await.until(bundle + " " + version + " runs",
                    () -> instance.output().contains("Updated " + bundle + " " + version) || anyFailed(loops));
            int seen = requests.get();
            Await.until("requests go on", () -> requests.get() > seen + 50 || anyFailed(loops));
        }
        stop.set(true);
        CompletableFuture.allOf(loops.toArray(CompletableFuture[]::new)).get(30, TimeUnit.SECONDS);
        System.out.printf("%d requests while %s was replaced %d times%n", requests.get(), bundle, times);
    }

    private static boolean anyFailed(List<CompletableFuture<Void>> loops) {
        return loops.stream().anyMatch(CompletableFuture::isCompletedExceptionally);
    }
}
