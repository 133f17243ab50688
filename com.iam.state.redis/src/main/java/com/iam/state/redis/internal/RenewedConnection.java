package com.iam.state.redis.internal;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Supplier;

import org.redisson.api.RedissonClient;
import org.redisson.config.Config;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import com.iam.state.api.StateUnavailableException;

/**
 * The connection to Redis, made anew from the address on when it has led to another server than the one that is wanted: behind a name
 * or an end point another one may be the primary by now, and connections that are alive stay with the one that was.
 */
final class RenewedConnection implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RenewedConnection.class);
    /** Where there is no other server, such as where the address of a replica was configured, it is looked for ever more seldom. */
    private static final Duration SHORTEST = Duration.ofMillis(500);
    private static final Duration LONGEST = Duration.ofSeconds(4);

    /** Redisson needs not quite so long to follow a fail-over where it can see one. */
    private static final Duration FOLLOWING = Duration.ofSeconds(3);

    private final Supplier<Config> config;
    private final String location;
    private final Duration patience;
    private final List<Consumer<RedissonClient>> tasks = new CopyOnWriteArrayList<>();
    private volatile FirstConnection connection;
    private Duration pause = SHORTEST;
    private long renewedAt;
    private long misledSince = Monotonic.NEVER;
    private long misledAt = Monotonic.NEVER;
    private boolean closed;

    /**
     * Begins.
     *
     * @param location for the log, without secrets
     * @param follows whether Redisson learns from others which server is the primary
     */
    RenewedConnection(Supplier<Config> config, String location, boolean follows) {
        this.config = config;
        this.location = location;
        this.patience = follows ? FOLLOWING : Duration.ZERO;
        this.connection = new FirstConnection(config, location, false);
        this.renewedAt = System.nanoTime();
    }

    /** As {@link FirstConnection#client()}. */
    Optional<RedissonClient> client() {
        return connection.client();
    }

    /** As {@link FirstConnection#await}. */
    RedissonClient await(Duration limit) throws StateUnavailableException {
        return connection.await(limit);
    }

    /** Runs whenever there is a new client, on any thread. */
    void onConnected(Consumer<RedissonClient> task) {
        tasks.add(task);
        connection.onConnected(task);
    }

    /** This client is connected to the wrong server. Does not block. */
    synchronized void misled(RedissonClient client) {
        misledSince = Monotonic.isWithin(misledAt, LONGEST) ? misledSince : System.nanoTime();
        misledAt = System.nanoTime();
        FirstConnection before = connection;
        if (closed || !before.client().equals(Optional.of(client)) || Monotonic.isWithin(misledSince, patience)
                || Monotonic.isWithin(renewedAt, pause)) {
            return;
        }
        LOG.debug("Connecting anew to {}", location);
        boolean inVain = Monotonic.isWithin(renewedAt, LONGEST.multipliedBy(2));
        pause = !inVain ? SHORTEST : pause.multipliedBy(2).compareTo(LONGEST) > 0 ? LONGEST : pause.multipliedBy(2);
        renewedAt = System.nanoTime();
        FirstConnection next = new FirstConnection(config, location, true);
        tasks.forEach(next::onConnected);
        connection = next;
        Thread closing = new Thread(before::close, "iam-redis-close");
        closing.setDaemon(true);
        closing.start();
    }

    @Override
    public synchronized void close() {
        closed = true;
        connection.close();
    }
}
