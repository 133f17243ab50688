package com.iam.state.redis.internal;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Supplier;

import org.redisson.Redisson;
import org.redisson.api.RedissonClient;
import org.redisson.config.Config;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

import com.iam.state.api.StateUnavailableException;

/**
 * Makes the first connection to Redis, on a thread of its own and for as long as it takes: Redisson's lazy initialisation would
 * do so on a caller's thread, beyond the caller's deadline. From then on Redisson reconnects.
 */
final class FirstConnection implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(FirstConnection.class);
    private static final Duration BETWEEN_ATTEMPTS = Duration.ofMillis(500);
    private static final String NOT_YET = "Redis cannot be reached yet";

    private final Supplier<Config> config;
    private final String location;
    private final boolean again;
    private final CompletableFuture<RedissonClient> client = new CompletableFuture<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile String failure = NOT_YET;

    /**
     * Begins.
     *
     * @param location for the log, without secrets
     * @param again whether there was a connection before, whose end has been told
     */
    FirstConnection(Supplier<Config> config, String location, boolean again) {
        this.config = config;
        this.location = location;
        this.again = again;
        Thread connecting = new Thread(this::connect, "iam-redis-connect");
        connecting.setDaemon(true);
        connecting.setContextClassLoader(Redisson.class.getClassLoader());
        connecting.start();
    }

    /** The client once there is one, until it is closed. */
    Optional<RedissonClient> client() {
        return client.isDone() && !isClosed() ? Optional.of(client.join()) : Optional.empty();
    }

    /** Runs once there is a client, on any thread. */
    void onConnected(Consumer<RedissonClient> task) {
        client.thenAccept(task);
    }

    /** @throws StateUnavailableException if there is none in time */
    RedissonClient await(Duration limit) {
        try {
            return client.get(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StateUnavailableException("interrupted while waiting for a connection to Redis");
        } catch (ExecutionException | TimeoutException e) {
            String reason = failure;
            if (reason.equals(NOT_YET)) {
                // It says nothing about Redis: nothing has been tried in full, as on a busy machine that starts.
                throw new StateUnavailableException(reason);
            }
            throw new UnreachableException(reason, false);
        }
    }

    /** An attempt that is under way is not interrupted: Redisson would leave what it has opened by then. */
    @Override
    public synchronized void close() {
        if (!isClosed()) {
            closed.countDown();
            client.whenComplete((redisson, failed) -> {
                if (redisson != null) {
                    redisson.shutdown(0, 2, TimeUnit.SECONDS);
                }
            });
        }
    }

    private boolean isClosed() {
        return closed.getCount() == 0;
    }

    private void connect() {
        while (!isClosed()) {
            try {
                client.complete(Redisson.create(config.get()));
                LOG.atLevel(again ? Level.DEBUG : Level.INFO).log("Connected to {}", location);
                return;
            } catch (RuntimeException | LinkageError e) {
                failed(Failures.reason(e));
            }
            try {
                closed.await(BETWEEN_ATTEMPTS.toMillis(), TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private void failed(String reason) {
        if (!reason.equals(failure) && !isClosed()) {
            LOG.atLevel(again ? Level.DEBUG : Level.WARN).log("No connection to {}: {}; trying again until there is one", location,
                    reason);
        }
        failure = reason;
    }
}
