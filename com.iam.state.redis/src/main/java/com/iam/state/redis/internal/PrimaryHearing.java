package com.iam.state.redis.internal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import org.redisson.api.RedissonClient;
import org.redisson.client.ChannelName;
import org.redisson.client.RedisClient;
import org.redisson.client.RedisPubSubConnection;
import org.redisson.client.RedisPubSubListener;
import org.redisson.client.codec.StringCodec;
import org.redisson.client.protocol.CommandData;
import org.redisson.client.protocol.RedisCommands;
import org.redisson.client.protocol.pubsub.PubSubType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import com.iam.state.api.StateUnavailableException;

/**
 * Hears each primary on a connection of its own. A primary writes news to its own subscribers in the same step as the change,
 * so nothing depends on what a Cluster's nodes tell each other. What it writes to a connection arrives in order, the answer to a
 * PING on that connection included: one that came back proves that all news from before it was sent have been heard. News are
 * handled while they are decoded, not on Redisson's threads for listeners, which the answer to a PING would overtake.
 *
 * <p>A connection that is lost is told at once and is not mended but replaced; so is one to a node that is no primary any more.
 */
final class PrimaryHearing implements Hearing {

    private static final Logger LOG = LoggerFactory.getLogger(PrimaryHearing.class);
    private static final Duration BETWEEN_ATTEMPTS = Duration.ofMillis(100);

    private final Supplier<Optional<RedissonClient>> client;
    private final List<String> channels;
    private final BiConsumer<String, String> heard;
    private final Runnable lost;
    private final Consumer<StateUnavailableException> failures;
    private final Duration patience;
    private volatile List<Line> lines = List.of();
    /** Whether there is a connection, or the endeavour to have one, to each primary. */
    private volatile boolean complete;
    private volatile boolean closed;
    private long attemptedAt = Monotonic.NEVER;

    /**
     * @param heard is told channel and message, and must not block
     * @param lost is run when something may be missed from now on
     * @param failures is told why there is no connection, or no more
     * @param patience how long a PING may take
     */
    PrimaryHearing(Supplier<Optional<RedissonClient>> client, List<String> channels, BiConsumer<String, String> heard, Runnable lost,
            Consumer<StateUnavailableException> failures, Duration patience) {
        this.client = client;
        this.channels = channels;
        this.heard = heard;
        this.lost = lost;
        this.failures = failures;
        this.patience = patience;
    }

    @Override
    public void beat() {
        Set<RedisClient> primaries = client.get().map(Primaries::of).orElse(Set.of());
        List<Line> next = new ArrayList<>();
        for (Line line : lines) {
            if (primaries.contains(line.primary) && !line.broken) {
                next.add(line);
            } else {
                line.lose();
            }
        }
        Set<RedisClient> connected = next.stream().map(line -> line.primary).collect(Collectors.toSet());
        if (!connected.containsAll(primaries) && !Monotonic.isWithin(attemptedAt, BETWEEN_ATTEMPTS)) {
            attemptedAt = System.nanoTime();
            primaries.stream().filter(primary -> !connected.contains(primary)).forEach(primary -> next.add(new Line(primary)));
        }
        lines = List.copyOf(next);
        complete = !primaries.isEmpty() && next.size() == primaries.size();
        next.forEach(Line::ping);
    }

    @Override
    public long heardUntil() {
        List<Line> present = lines;
        if (!complete || present.isEmpty()) {
            return Monotonic.NEVER;
        }
        long earliest = present.get(0).heardUntil();
        for (Line line : present) {
            earliest = Monotonic.earlier(earliest, line.heardUntil());
        }
        return earliest;
    }

    @Override
    public void close() {
        closed = true;
        lines.forEach(Line::lose);
    }

    /** Learns of the subscription itself. The messages have been handled before they come here. */
    private record Subscribed(CompletableFuture<Void> subscription) implements RedisPubSubListener<Object> {

        @Override
        public void onStatus(PubSubType type, CharSequence channel) {
            subscription.complete(null);
        }

        @Override
        public void onMessage(CharSequence channel, Object message) {
            // See HeardDecoder.
        }
    }

    private final class Line {

        private final RedisClient primary;
        private final AtomicBoolean asking = new AtomicBoolean();
        private volatile RedisPubSubConnection connection;
        private volatile boolean subscribed;
        private volatile boolean broken;
        private volatile long heardUntil = Monotonic.NEVER;

        Line(RedisClient primary) {
            this.primary = primary;
            try {
                primary.connectPubSubAsync().whenComplete((made, failure) -> {
                    if (failure != null) {
                        failed(failure);
                    } else {
                        subscribe(made);
                    }
                });
            } catch (RuntimeException | LinkageError e) {
                // The client has just been closed: there is another one soon.
                failed(e);
            }
        }

        private void failed(Throwable failure) {
            StateUnavailableException told = Failures.of(failure, false);
            LOG.debug("A connection does not tell of changes: {}", told.getMessage());
            failures.accept(told);
            lose();
        }

        private void subscribe(RedisPubSubConnection made) {
            connection = made;
            made.getChannel().closeFuture().addListener(end -> lose());
            CompletableFuture<?>[] subscriptions = channels.stream().map(channel -> {
                CompletableFuture<Void> subscription = new CompletableFuture<>();
                ChannelName name = new ChannelName(channel);
                made.addListener(name, new Subscribed(subscription));
                // Redisson completes it only if the subscription fails.
                made.send(new CommandData<Object, Void>(subscription, new HeardDecoder(text -> heard.accept(channel, text)), null,
                        RedisCommands.SUBSCRIBE, new Object[] {name}));
                return subscription;
            }).toArray(CompletableFuture[]::new);
            CompletableFuture.allOf(subscriptions).whenComplete((all, failure) -> {
                if (failure != null) {
                    failed(failure);
                }
                subscribed = failure == null;
            });
            if (broken || closed) {
                lose();
            }
        }

        long heardUntil() {
            return broken ? Monotonic.NEVER : heardUntil;
        }

        void ping() {
            if (!subscribed || broken || !asking.compareAndSet(false, true)) {
                return;
            }
            long asked = System.nanoTime();
            try {
                connection.async(patience.toMillis(), StringCodec.INSTANCE, RedisCommands.PING).whenComplete((pong, failure) -> {
                    if (failure != null) {
                        failed(failure);
                    } else {
                        heardUntil = asked;
                    }
                    asking.set(false);
                });
            } catch (RuntimeException | LinkageError e) {
                failed(e);
            }
        }

        void lose() {
            boolean before = broken;
            broken = true;
            RedisPubSubConnection made = connection;
            if (made != null) {
                if (!before) {
                    lost.run();
                }
                made.closeAsync();
            }
        }
    }
}
