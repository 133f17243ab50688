package com.iam.state.redis.internal;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import org.redisson.api.RedissonClient;
import org.redisson.client.RedisClient;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import com.iam.state.redis.internal.wire.Dial;
import com.iam.state.redis.internal.wire.Wire;

/**
 * A few {@link Wire}s to each primary, looked after by a thread of their own: it opens them, replaces those that are lost, and
 * closes those to a server that is no primary any more.
 */
final class Wires implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Wires.class);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);
    /** Redis is asked whether it is still there if it has answered nothing for so long. */
    private static final Duration QUIET = Duration.ofSeconds(1);

    private final Supplier<Optional<RedissonClient>> client;
    private final Dial dial;
    private final int number;
    private final String location;
    private final Map<RedisClient, List<Wire>> wires = new ConcurrentHashMap<>();
    private final ScheduledExecutorService keeper = Upkeep.thread("iam-redis-wires");
    private volatile boolean closed;
    private boolean failing;

    /**
     * @param client knows which servers are primaries
     * @param number of wires to each of them
     * @param location for the log, without secrets
     */
    Wires(Supplier<Optional<RedissonClient>> client, Dial dial, int number, String location) {
        this.client = client;
        this.dial = dial;
        this.number = number;
        this.location = location;
        keeper.scheduleWithFixedDelay(this::look, 0, BETWEEN_LOOKS.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** One to the primary that has the key, one on which nobody waits if there is such; empty if there is none just now. */
    Optional<Wire> to(String key) {
        List<Wire> usable = client.get().flatMap(redisson -> Primaries.of(redisson, key)).map(wires::get).orElse(List.of());
        Wire found = null;
        int from = usable.size() < 2 ? 0 : ThreadLocalRandom.current().nextInt(usable.size());
        for (int i = 0; i < usable.size(); i++) {
            Wire each = usable.get((from + i) % usable.size());
            if (each.isUsable()) {
                found = each;
                if (!each.isBusy()) {
                    break;
                }
            }
        }
        return Optional.ofNullable(found);
    }

    /** Looks after them now: something may have happened to a server. */
    void lookNow() {
        try {
            keeper.execute(this::look);
        } catch (RejectedExecutionException e) {
            LOG.debug("The connections have been closed", e);
        }
    }

    private void look() {
        try {
            Set<RedisClient> primaries = client.get().map(Primaries::of).orElse(Set.of());
            wires.keySet().stream().filter(primary -> !primaries.contains(primary)).toList()
                    .forEach(primary -> wires.remove(primary).forEach(Wire::close));
            Optional<String> failure = primaries.stream().map(this::tend).flatMap(Optional::stream).reduce((first, next) -> first);
            if (failure.isPresent() && !failing) {
                LOG.info("{}: no direct connection ({}); commands go through Redisson until there is one", location, failure.get());
            }
            failing = failure.isPresent();
        } catch (RuntimeException e) {
            // Redisson may be shutting down. There is another look, if not.
            LOG.debug("Connections to Redis could not be looked after", e);
        }
    }

    /** Returns why there are too few, if there are. */
    private Optional<String> tend(RedisClient primary) {
        List<Wire> before = wires.getOrDefault(primary, List.of());
        before.forEach(wire -> wire.check(QUIET));
        List<Wire> next = new ArrayList<>(before.stream().filter(wire -> !wire.isBroken()).toList());
        Optional<String> failure = Optional.empty();
        try {
            while (next.size() < number && !closed) {
                next.add(dial.dial(primary.getAddr(), primary.getConfig().getAddress().getHost()));
            }
        } catch (IOException | GeneralSecurityException e) {
            failure = Optional.of(e.getClass().getSimpleName());
        }
        wires.put(primary, List.copyOf(next));
        if (closed) {
            next.forEach(Wire::close);
        }
        return failure;
    }

    /** What is under way ends without an answer. */
    @Override
    public void close() {
        closed = true;
        keeper.shutdownNow();
        wires.values().forEach(each -> each.forEach(Wire::close));
    }
}
