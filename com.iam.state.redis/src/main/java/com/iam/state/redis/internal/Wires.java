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
import org.redisson.client.RedisClientConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import com.iam.state.redis.internal.wire.Dial;
import com.iam.state.redis.internal.wire.Wire;
import com.iam.support.threads.Threads;

import io.netty.util.NetUtil;

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
    private final ScheduledExecutorService keeper = Threads.scheduler("iam-redis-wires");
    /** The keeper itself may be held up by a server that takes nothing. */
    private final ScheduledExecutorService guard = Threads.scheduler("iam-redis-wires-guard");
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
        guard.scheduleWithFixedDelay(() -> wires.values().forEach(each -> each.forEach(Wire::guard)),
                BETWEEN_LOOKS.toMillis(), BETWEEN_LOOKS.toMillis(), TimeUnit.MILLISECONDS);
        keeper.scheduleWithFixedDelay(() -> look(QUIET), 0, BETWEEN_LOOKS.toMillis(), TimeUnit.MILLISECONDS);
    }

    /**
     * One to the primary that has the key; empty if there is none just now. The first one on which nobody waits, so that whoever is
     * alone finds in the processor's caches what belongs to it; any one if all are in use.
     */
    Optional<Wire> to(String key) {
        Wire found = null;
        int busy = 0;
        for (Wire each : client.get().flatMap(redisson -> Primaries.of(redisson, key)).map(wires::get).orElse(List.of())) {
            if (each.isUsable()) {
                if (!each.isBusy()) {
                    return Optional.of(each);
                }
                busy++;
                if (ThreadLocalRandom.current().nextInt(busy) == 0) {
                    found = each;
                }
            }
        }
        return Optional.ofNullable(found);
    }

    /** A wire is lost: those to the same server may be. */
    void lost(Wire wire) {
        wires.values().stream().filter(each -> each.contains(wire)).forEach(each -> each.forEach(Wire::doubt));
        lookNow();
    }

    /** A wire leads to a server that is not, or is no more, the one to be asked: so do those beside it. */
    void misled(Wire wire) {
        wires.values().stream().filter(each -> each.contains(wire)).forEach(each -> each.forEach(Wire::close));
        lookNow();
    }

    /** Asks all servers now whether they are there: something may have happened to one. */
    void lookNow() {
        try {
            keeper.execute(() -> look(Duration.ZERO));
        } catch (RejectedExecutionException e) {
            LOG.debug("The connections have been closed", e);
        }
    }

    private void look(Duration late) {
        try {
            Set<RedisClient> primaries = client.get().map(Primaries::of).orElse(Set.of());
            wires.keySet().stream().filter(primary -> !primaries.contains(primary)).toList()
                    .forEach(primary -> wires.remove(primary).forEach(Wire::close));
            Optional<String> failure = primaries.stream().map(primary -> tend(primary, late)).flatMap(Optional::stream).reduce((first, next) -> first);
            if (failure.isPresent() && !failing) {
                LOG.info("{}: no direct connection ({}); commands go through Redisson until there is one", location, failure.get());
            }
            failing = failure.isPresent();
        } catch (RuntimeException | Error e) {
            // Redisson may be shutting down, or its bundle be gone. There is another look, if not.
            LOG.debug("Connections to Redis could not be looked after", e);
        }
    }

    /** Returns why there are too few, if there are. */
    private Optional<String> tend(RedisClient primary, Duration late) {
        List<Wire> before = wires.getOrDefault(primary, List.of());
        before.forEach(wire -> wire.check(late));
        List<Wire> next = new ArrayList<>(before.stream().filter(wire -> !wire.isBroken()).toList());
        Optional<String> failure = Optional.empty();
        try {
            while (next.size() < number && !closed) {
                next.add(dial.dial(primary.getAddr(), host(primary.getConfig())));
            }
        } catch (IOException | GeneralSecurityException | RuntimeException e) {
            failure = Optional.of(e.getClass().getSimpleName());
        }
        wires.put(primary, List.copyOf(next));
        if (closed) {
            next.forEach(Wire::close);
        }
        return failure;
    }

    /** Whose certificate is expected, as Redisson sees it: a Cluster that is asked for by one name may have that one everywhere. */
    private static String host(RedisClientConfig config) {
        String name = config.getSslHostname();
        return name == null || NetUtil.createByteArrayFromIpAddressString(name) != null ? config.getAddress().getHost() : name;
    }

    /** What is under way ends without an answer. */
    @Override
    public void close() {
        closed = true;
        keeper.shutdownNow();
        guard.shutdownNow();
        wires.values().forEach(each -> each.forEach(Wire::close));
    }
}
