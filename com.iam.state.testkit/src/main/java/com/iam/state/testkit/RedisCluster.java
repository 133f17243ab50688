package com.iam.state.testkit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A Redis Cluster with three primaries, and replicas for them if asked for; a fail-over takes two seconds or three. */
public final class RedisCluster implements AutoCloseable {

    private static final int PRIMARIES = 3;
    private static final int SLOTS = 16384;
    private static final int NODE_TIMEOUT_IN_MS = 1000;
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final List<RedisServer> servers = new ArrayList<>();

    private RedisCluster() {
    }

    /** @param replicas for each primary */
    public static RedisCluster start(int replicas, String... options) {
        RedisCluster cluster = new RedisCluster();
        for (int i = 0; i < PRIMARIES * (1 + replicas); i++) {
            List<String> all = new ArrayList<>(List.of("--cluster-enabled", "yes", "--cluster-node-timeout",
                    String.valueOf(NODE_TIMEOUT_IN_MS), "--cluster-port", String.valueOf(RedisServer.freePort()),
                    "--repl-diskless-sync-delay", "0"));
            all.addAll(List.of(options));
            cluster.servers.add(RedisServer.start(all.toArray(String[]::new)));
        }
        cluster.assign();
        cluster.meet();
        cluster.replicate();
        return cluster;
    }

    /** The three primaries come first, then a replica for each, and so on: as it was when this was started. */
    public List<RedisServer> servers() {
        return List.copyOf(servers);
    }

    public List<String> uris() {
        return servers.stream().map(RedisServer::uri).toList();
    }

    /** Sends a command to each primary there was at the start. */
    public void sendToPrimaries(String... command) {
        servers.subList(0, PRIMARIES).forEach(server -> server.send(command));
    }

    private void assign() {
        for (int i = 0; i < PRIMARIES; i++) {
            servers.get(i).send("CLUSTER", "SET-CONFIG-EPOCH", String.valueOf(i + 1));
            servers.get(i).send("CLUSTER", "ADDSLOTSRANGE", String.valueOf(SLOTS * i / PRIMARIES),
                    String.valueOf(SLOTS * (i + 1) / PRIMARIES - 1));
        }
    }

    private void meet() {
        for (RedisServer server : servers.subList(1, servers.size())) {
            servers.get(0).send("CLUSTER", "MEET", "127.0.0.1", String.valueOf(server.port()), busPort(server));
        }
        servers.forEach(server -> Await.until("each node knows all others", LIMIT,
                () -> info(server).contains("cluster_known_nodes:" + servers.size() + "\r\n")));
    }

    private void replicate() {
        for (int i = PRIMARIES; i < servers.size(); i++) {
            RedisServer replica = servers.get(i);
            String primary = servers.get(i % PRIMARIES).send("CLUSTER", "MYID").split("\r\n")[1];
            Await.until("it has become a replica", LIMIT,
                    () -> replica.send("CLUSTER", "REPLICATE", primary).startsWith("+OK"));
            Await.until("the replica is in step", LIMIT,
                    () -> replica.send("INFO", "replication").contains("master_link_status:up"));
        }
        servers.forEach(server -> Await.until("the Cluster is complete", LIMIT,
                () -> info(server).contains("cluster_state:ok") && replicas(server) == servers.size() - PRIMARIES));
    }

    private static long replicas(RedisServer server) {
        return server.send("CLUSTER", "NODES").lines().filter(line -> line.contains("slave")).count();
    }

    private static String busPort(RedisServer server) {
        return server.send("CONFIG", "GET", "cluster-port").split("\r\n")[4];
    }

    private static String info(RedisServer server) {
        return server.send("CLUSTER", "INFO");
    }

    @Override
    public void close() {
        servers.forEach(RedisServer::close);
    }
}
