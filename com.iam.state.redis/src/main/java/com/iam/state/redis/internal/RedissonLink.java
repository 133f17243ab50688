package com.iam.state.redis.internal;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;

import org.redisson.Redisson;
import org.redisson.api.BatchOptions;
import org.redisson.api.BatchResult;
import org.redisson.api.RBatch;
import org.redisson.api.RScript;
import org.redisson.api.RScriptAsync;
import org.redisson.api.RedissonClient;
import org.redisson.client.RedisNoScriptException;
import org.redisson.client.codec.ByteArrayCodec;
import org.redisson.config.Config;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import com.iam.state.api.Deadline;
import com.iam.state.api.StateUnavailableException;

/**
 * Redis by way of Redisson. A thread of its own makes the first connection, for as long as it takes: Redisson's lazy
 * initialisation would do so on a caller's thread, beyond the caller's deadline. From then on Redisson reconnects.
 */
final class RedissonLink implements RedisLink {

    private static final Logger LOG = LoggerFactory.getLogger(RedissonLink.class);
    private static final Duration BETWEEN_ATTEMPTS = Duration.ofMillis(500);
    /** Redisson's own limit shall strike first: it knows whether the command was sent. Its timer ticks every 100 ms. */
    private static final Duration PATIENCE = Duration.ofMillis(250);

    private final Supplier<Config> config;
    private final String location;
    private final Duration responseTimeout;
    private final CompletableFuture<RedissonClient> client = new CompletableFuture<>();
    private final AtomicBoolean closed = new AtomicBoolean();
    private final Thread connecting;
    private final Replication replication;
    private final ReplicaPatience patience;
    private volatile RScript scripts;
    private volatile String failure = "Redis cannot be reached yet";

    /** @param location for the log, without secrets */
    RedissonLink(Supplier<Config> config, String location, Duration responseTimeout, Replication replication) {
        this.config = config;
        this.location = location;
        this.responseTimeout = responseTimeout;
        this.replication = replication;
        this.patience = new ReplicaPatience(replication.timeout());
        this.connecting = new Thread(this::connect, "iam-redis-connect");
        connecting.setDaemon(true);
        connecting.setContextClassLoader(Redisson.class.getClassLoader());
        connecting.start();
    }

    @Override
    public Reply run(Script script, List<String> keys, List<?> arguments, Deadline deadline) {
        Deadline limit = limit(responseTimeout, deadline);
        RScript redis = connected(deadline);
        List<Object> names = List.copyOf(keys);
        Object[] values = arguments.stream().map(RedissonLink::encoded).toArray();
        try {
            return new Reply(await(redis.<List<Object>>evalShaAsync(RScript.Mode.READ_WRITE, script.digest(),
                    RScript.ReturnType.LIST, names, values).toCompletableFuture(), limit, script.writes()));
        } catch (RedisNoScriptException e) {
            LOG.debug("Redis does not know the script {} yet", script);
            return new Reply(await(redis.<List<Object>>evalAsync(RScript.Mode.READ_WRITE, script.text(),
                    RScript.ReturnType.LIST, names, values).toCompletableFuture(), limit, script.writes()));
        }
    }

    @Override
    public Replicated runReplicated(Script script, List<String> keys, List<?> arguments, Deadline deadline) {
        limit(responseTimeout, deadline);
        connected(deadline);
        // Half of what is left is for the answer itself.
        ReplicaPatience.Wait wait = patience.begin(deadline.remaining().dividedBy(2));
        boolean enough = true;
        try {
            Replicated replicated = runReplicated(script, keys, arguments, wait.milliseconds(), deadline);
            enough = replicated.acknowledged() >= replication.replicas();
            return replicated;
        } finally {
            wait.ended(enough);
        }
    }

    /** The client once there is one. */
    Optional<RedissonClient> client() {
        return client.isDone() && !closed.get() ? Optional.of(client.join()) : Optional.empty();
    }

    private Replicated runReplicated(Script script, List<String> keys, List<?> arguments, long wait, Deadline deadline) {
        Duration time = responseTimeout.plusMillis(wait);
        Deadline limit = limit(time, deadline);
        List<Object> names = List.copyOf(keys);
        Object[] values = arguments.stream().map(RedissonLink::encoded).toArray();
        try {
            return replicated(await(batch(wait, time, redis -> redis.evalShaAsync(RScript.Mode.READ_WRITE, script.digest(),
                    RScript.ReturnType.LIST, names, values)), limit, script.writes()));
        } catch (RedisNoScriptException e) {
            LOG.debug("Redis does not know the script {} yet", script);
            return replicated(await(batch(wait, time, redis -> redis.evalAsync(RScript.Mode.READ_WRITE, script.text(),
                    RScript.ReturnType.LIST, names, values)), limit, script.writes()));
        }
    }

    /** A command and WAIT after it, in one go on one connection: WAIT is about what its own connection has written. */
    private CompletableFuture<BatchResult<?>> batch(long wait, Duration time, Consumer<RScriptAsync> command) {
        RBatch batch = client.join().createBatch(BatchOptions.defaults().responseTimeout(time.toMillis(), TimeUnit.MILLISECONDS)
                .retryAttempts(0).sync(replication.replicas(), Duration.ofMillis(wait)));
        command.accept(batch.getScript(ByteArrayCodec.INSTANCE));
        @SuppressWarnings("unchecked")
        CompletableFuture<BatchResult<?>> result =
                (CompletableFuture<BatchResult<?>>) (CompletableFuture<?>) batch.executeAsync().toCompletableFuture();
        return result;
    }

    @SuppressWarnings("unchecked")
    private static Replicated replicated(BatchResult<?> result) {
        return new Replicated(new Reply((List<Object>) result.getResponses().get(0)), result.getSyncedSlaves());
    }

    @Override
    public List<Reply> runAll(Script script, List<Call> calls, Deadline deadline) {
        Deadline limit = limit(responseTimeout, deadline);
        RScript redis = connected(deadline);
        List<CompletableFuture<List<Object>>> answers = calls.stream().map(call -> answer(redis, script, call)).toList();
        return answers.stream().map(answer -> new Reply(await(answer, limit, script.writes()))).toList();
    }

    @Override
    public Optional<byte[]> getAndExpire(String key, Instant at, Deadline deadline) {
        Deadline limit = limit(responseTimeout, deadline);
        connected(deadline);
        return Optional.ofNullable(await(client.join().<byte[]>getBucket(key, ByteArrayCodec.INSTANCE).getAndExpireAsync(at)
                .toCompletableFuture(), limit, false));
    }

    private static CompletableFuture<List<Object>> answer(RScript redis, Script script, Call call) {
        List<Object> names = List.copyOf(call.keys());
        Object[] values = call.arguments().stream().map(RedissonLink::encoded).toArray();
        return redis.<List<Object>>evalShaAsync(RScript.Mode.READ_WRITE, script.digest(), RScript.ReturnType.LIST, names,
                values).toCompletableFuture().exceptionallyCompose(failure -> unwrapped(failure) instanceof RedisNoScriptException
                        ? redis.<List<Object>>evalAsync(RScript.Mode.READ_WRITE, script.text(), RScript.ReturnType.LIST,
                                names, values).toCompletableFuture()
                        : CompletableFuture.failedFuture(unwrapped(failure)));
    }

    private static Throwable unwrapped(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            connecting.interrupt();
            client.whenComplete((redisson, failed) -> {
                if (redisson != null) {
                    redisson.shutdown(0, 2, TimeUnit.SECONDS);
                }
            });
        }
    }

    private void connect() {
        while (!closed.get()) {
            try {
                RedissonClient redisson = Redisson.create(config.get());
                scripts = redisson.getScript(ByteArrayCodec.INSTANCE);
                client.complete(redisson);
                LOG.info("Connected to {}", location);
                return;
            } catch (RuntimeException | LinkageError e) {
                failed(Failures.reason(e));
            }
            try {
                Thread.sleep(BETWEEN_ATTEMPTS.toMillis());
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private void failed(String reason) {
        if (!reason.equals(failure) && !closed.get()) {
            LOG.warn("No connection to {}: {}; trying again until there is one", location, reason);
        }
        failure = reason;
    }

    private RScript connected(Deadline deadline) {
        if (scripts == null) {
            try {
                client.get(shorter(responseTimeout, deadline.remaining()).toNanos(), TimeUnit.NANOSECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new StateUnavailableException("interrupted while waiting for a connection to Redis");
            } catch (ExecutionException | TimeoutException e) {
                throw new UnreachableException(failure, false);
            }
        }
        return scripts;
    }

    private static <T> T await(CompletableFuture<T> answer, Deadline limit, boolean writes) {
        try {
            return answer.get(limit.remaining().toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RedisNoScriptException unknown) {
                throw unknown;
            }
            throw Failures.of(e.getCause(), writes);
        } catch (TimeoutException e) {
            answer.cancel(false);
            throw Failures.tooLate(writes);
        } catch (InterruptedException e) {
            answer.cancel(false);
            Thread.currentThread().interrupt();
            throw new StateUnavailableException("interrupted while waiting for Redis", writes, null);
        }
    }

    private static byte[] encoded(Object argument) {
        return argument instanceof byte[] bytes
                ? bytes
                : argument.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** @throws StateUnavailableException if there is no time left */
    private static Deadline limit(Duration patience, Deadline deadline) {
        if (deadline.hasPassed()) {
            throw new StateUnavailableException("there was no time left to ask Redis");
        }
        return Deadline.after(shorter(patience.plus(PATIENCE), deadline.remaining()));
    }

    private static Duration shorter(Duration a, Duration b) {
        return a.compareTo(b) <= 0 ? a : b;
    }
}
