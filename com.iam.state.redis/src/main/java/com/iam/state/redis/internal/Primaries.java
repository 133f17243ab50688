package com.iam.state.redis.internal;

import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import org.redisson.Redisson;
import org.redisson.api.RedissonClient;
import org.redisson.client.RedisClient;
import org.redisson.connection.ConnectionManager;
import org.redisson.connection.MasterSlaveEntry;

/** The Redis servers that are written to, as Redisson knows them. It follows fail-overs and a Cluster that changes. */
final class Primaries {

    private Primaries() {
    }

    static Set<RedisClient> of(RedissonClient client) {
        return connections(client).getEntrySet().stream().map(MasterSlaveEntry::getClient).collect(Collectors.toSet());
    }

    /** The one that has the key. */
    static Optional<RedisClient> of(RedissonClient client, String key) {
        ConnectionManager connections = connections(client);
        return Optional.ofNullable(connections.getEntry(connections.calcSlot(key))).map(MasterSlaveEntry::getClient);
    }

    private static ConnectionManager connections(RedissonClient client) {
        return ((Redisson) client).getCommandExecutor().getConnectionManager();
    }
}
