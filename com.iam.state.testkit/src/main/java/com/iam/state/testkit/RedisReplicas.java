package com.iam.state.testkit;

import java.util.ArrayList;
import java.util.List;

/** A primary with replicas, in step when this is started, and none to choose another primary. */
public final class RedisReplicas implements AutoCloseable {

    private final List<RedisServer> servers = new ArrayList<>();

    private RedisReplicas() {
    }

    /** @param options of each server, as for {@link RedisServer#start(String...)} */
    public static RedisReplicas start(int replicas, String... options) {
        RedisReplicas all = new RedisReplicas();
        all.servers.add(RedisServer.start(options));
        List<String> ofReplica = new ArrayList<>(List.of(options));
        ofReplica.addAll(List.of("--replicaof", "127.0.0.1", String.valueOf(all.primary().port())));
        for (int i = 0; i < replicas; i++) {
            all.servers.add(RedisServer.start(ofReplica.toArray(String[]::new)));
        }
        all.servers.subList(1, all.servers.size()).forEach(replica -> Await.until("a replica is in step",
                () -> replica.send("INFO", "replication").contains("master_link_status:up")));
        return all;
    }

    /** The one that was the primary when this was started. */
    public RedisServer primary() {
        return servers.get(0);
    }

    /** The first one was the primary. */
    public List<RedisServer> servers() {
        return List.copyOf(servers);
    }


    @Override
    public void close() {
        servers.forEach(RedisServer::close);
    }
}
