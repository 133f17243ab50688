package com.iam.state.testkit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A primary and two replicas under three Sentinels, of which two must agree; a fail-over takes two seconds or three. */
public final class RedisSentinels implements AutoCloseable {

    /** The name by which the Sentinels know the primary. */
    public static final String MASTER = "iam-primary";

    private static final int DOWN_AFTER_IN_MS = 1000;
    private static final int FAILOVER_TIMEOUT_IN_MS = 3000;

    private final RedisReplicas redis;
    private final List<RedisServer> sentinels = new ArrayList<>();

    private RedisSentinels(RedisReplicas redis) {
        this.redis = redis;
    }

    public static RedisSentinels start() {
        RedisSentinels all = new RedisSentinels(RedisReplicas.start(2, "--repl-diskless-sync-delay", "0"));
        for (int i = 0; i < 3; i++) {
            all.sentinels.add(RedisServer.startSentinel(List.of(
                    "sentinel monitor " + MASTER + " 127.0.0.1 " + all.redis.primary().port() + " 2",
                    "sentinel down-after-milliseconds " + MASTER + " " + DOWN_AFTER_IN_MS,
                    "sentinel failover-timeout " + MASTER + " " + FAILOVER_TIMEOUT_IN_MS)));
        }
        all.sentinels.forEach(sentinel -> Await.until("each Sentinel knows the others and the replicas",
                Duration.ofSeconds(30), () -> knows(sentinel, "num-slaves", 2) && knows(sentinel, "num-other-sentinels", 2)));
        return all;
    }

    public RedisReplicas redis() {
        return redis;
    }

    public List<RedisServer> sentinels() {
        return List.copyOf(sentinels);
    }

    /** As in {@code redis://127.0.0.1:26379}. */
    public List<String> uris() {
        return sentinels.stream().map(RedisServer::uri).toList();
    }

    /** The one that the Sentinels hold to be the primary just now. */
    public RedisServer primary() {
        String[] reply = sentinels.get(0).send("SENTINEL", "GET-MASTER-ADDR-BY-NAME", MASTER).split("\r\n");
        int port = Integer.parseInt(reply[4]);
        return redis.servers().stream().filter(server -> server.port() == port).findFirst().orElseThrow();
    }

    private static boolean knows(RedisServer sentinel, String what, int number) {
        return sentinel.send("SENTINEL", "MASTER", MASTER).contains(what + "\r\n$1\r\n" + number + "\r\n");
    }

    @Override
    public void close() {
        sentinels.forEach(RedisServer::close);
        redis.close();
    }
}
