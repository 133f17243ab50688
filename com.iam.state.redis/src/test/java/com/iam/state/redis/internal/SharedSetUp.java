package com.iam.state.redis.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;

import com.iam.state.redis.internal.wire.Outcome;
import com.iam.state.testkit.Await;
import com.iam.state.testkit.RedisCluster;
import com.iam.state.testkit.RedisReplicas;
import com.iam.state.testkit.RedisSentinels;
import com.iam.state.testkit.RedisServer;

/** A set-up of several servers, and a repository over it: the same one for all tests of a class. */
final class SharedSetUp {

    /** @param flush empties it */
    record Running(AutoCloseable servers, RedisSettings settings, Runnable flush) {
    }

    private final Supplier<Running> start;
    private Running running;
    private Fixture fixture;

    private SharedSetUp(Supplier<Running> start) {
        this.start = start;
    }

    static SharedSetUp sentinel() {
        return new SharedSetUp(() -> {
            RedisSentinels sentinels = RedisSentinels.start();
            return new Running(sentinels, settings("sentinel", sentinels.uris(),
                    Map.of("sentinelMasterName", RedisSentinels.MASTER)), () -> sentinels.primary().send(Fixture.flush()));
        });
    }

    static SharedSetUp replicated() {
        return new SharedSetUp(() -> {
            RedisReplicas replicas = RedisReplicas.start(2, "--repl-diskless-sync-delay", "0");
            List<String> uris = replicas.servers().stream().map(server -> server.uri()).toList();
            return new Running(replicas, settings("replicated", uris, Map.of()), () -> replicas.primary().send(Fixture.flush()));
        });
    }

    static SharedSetUp cluster() {
        return new SharedSetUp(() -> {
            RedisCluster cluster = RedisCluster.start(0);
            return new Running(cluster, settings("cluster", cluster.uris(), Map.of()), () -> cluster.sendToPrimaries(Fixture.flush()));
        });
    }

    /** TLS with a client certificate, and the ACL of the service account. */
    static SharedSetUp tls() {
        return new SharedSetUp(() -> {
            MutualTls tls = MutualTls.start();
            return new Running(tls, tls.settings(Map.of()), () -> tls.server.send(Fixture.flush()));
        });
    }

    /** A single server that admits the service account with the ACL that {@code ./iam acl} prints, and a near cache. */
    static SharedSetUp nearCache() {
        return nearCache(LeastPrivilege::start);
    }

    static SharedSetUp nearCache(Supplier<RedisServer> servers) {
        return new SharedSetUp(() -> {
            RedisServer server = servers.get();
            Map<String, Object> all = new HashMap<>(LeastPrivilege.SETTINGS);
            all.put("responseTimeoutInMs", 10_000);
            all.putAll(Fixture.NEAR_CACHE);
            return new Running(server, Fixture.settings(server.uri(), all), () -> server.send(Fixture.flush()));
        });
    }

    /** @param prepare what is done to the servers before the repository connects */
    static SharedSetUp cluster(Consumer<RedisCluster> prepare, Map<String, Object> other) {
        return new SharedSetUp(() -> {
            RedisCluster cluster = RedisCluster.start(0);
            prepare.accept(cluster);
            return new Running(cluster, settings("cluster", cluster.uris(), other), () -> cluster.sendToPrimaries(Fixture.flush()));
        });
    }

    /** @param prepare what is done to the servers before the repository connects */
    static SharedSetUp sentinel(Consumer<RedisSentinels> prepare, Map<String, Object> other) {
        return new SharedSetUp(() -> {
            RedisSentinels sentinels = RedisSentinels.start();
            prepare.accept(sentinels);
            Map<String, Object> all = new HashMap<>(other);
            all.put("sentinelMasterName", RedisSentinels.MASTER);
            return new Running(sentinels, settings("sentinel", sentinels.uris(), all),
                    () -> sentinels.primary().send(Fixture.flush()));
        });
    }

    static RedisSettings settings(String mode, List<String> nodes, Map<String, Object> other) {
        Map<String, Object> all = new HashMap<>(Map.of("mode", mode, "nodeAddresses",
                nodes.toArray(String[]::new), "responseTimeoutInMs", 10_000));
        all.putAll(other);
        return Fixture.settings("", all);
    }

    void start() {
        running = start.get();
        fixture = new Fixture(running.settings(), new TestEncryption("first"));
        fixture.awaitConnection();
    }

    /** Until such as the repository has are there to the primaries of all keys, and Redis answers over them. */
    void awaitWires() {
        RedisSettings settings = running.settings();
        Certificates certificates = new Certificates(settings.tls(), settings.location());
        try (RedissonLink redisson = new RedissonLink(() -> ClientConfiguration.of(settings, certificates), settings.location(),
                settings.responseTimeout(), settings.replication());
                Wires wires = RedisStore.wires(settings, redisson, certificates)) {
            for (String key : new KeyLayout("iam", "login").indexes(0, KeyLayout.BUCKETS)) {
                Await.until("there is a wire for " + key, () -> wires.to(key).isPresent());
                assertThat(wires.to(key).orElseThrow().call(List.of("ZCARD", key), Monotonic.after(Duration.ofSeconds(10))))
                        .isEqualTo(new Outcome.Answered(0L));
            }
        }
    }

    void empty() {
        running.flush().run();
        fixture.repository.thaw("login");
        fixture.repository.thaw("admin");
    }

    Fixture fixture() {
        return fixture;
    }

    RedisStateRepository repository() {
        return fixture.repository;
    }

    AutoCloseable servers() {
        return running.servers();
    }

    void stop() throws Exception {
        fixture.close();
        running.servers().close();
    }
}
