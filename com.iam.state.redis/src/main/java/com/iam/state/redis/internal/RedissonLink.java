package com.iam.state.redis.internal;

import java.net.InetSocketAddress;
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
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

import org.redisson.Redisson;
import org.redisson.api.BatchOptions;
import org.redisson.api.BatchResult;
import org.redisson.api.RBatch;
import org.redisson.api.RFuture;
import org.redisson.api.RScript;
import org.redisson.api.RScriptAsync;
import org.redisson.api.RedissonClient;
import org.redisson.client.RedisNoScriptException;
import org.redisson.client.codec.ByteArrayCodec;
import org.redisson.config.Config;
import org.redisson.connection.ConnectionListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import com.iam.state.api.StateUnavailableException;
import com.iam.state.api.provider.Deadline;

/** Redis by way of Redisson. */
final class RedissonLink implements RedisLink {

    private static final Logger LOG = LoggerFactory.getLogger(RedissonLink.class);
    /** Redisson's own limit shall strike first: it knows whether the command was sent. Its timer ticks every 100 ms. */
    private static final Duration PATIENCE = Duration.ofMillis(250);

    private final RenewedConnection connection;
    private final Duration responseTimeout;
    private final Replication replication;
    private final ReplicaPatience patience;

    /** @param location for the log, without secrets */
    RedissonLink(Supplier<Config> config, String location, Duration responseTimeout, Replication replication) {
        this(config, location, responseTimeout, replication, false);
    }

    /** @param follows whether Redisson learns from others which server is the primary */
    RedissonLink(Supplier<Config> config, String location, Duration responseTimeout, Replication replication, boolean follows) {
        this.connection = new RenewedConnection(config, location, follows);
        this.responseTimeout = responseTimeout;
        this.replication = replication;
        this.patience = new ReplicaPatience(replication.timeout());
    }

    @Override
    public Reply run(Script script, List<String> keys, List<?> arguments, Deadline deadline) {
        Deadline limit = limit(responseTimeout, deadline);
        return ask(deadline, client -> Reply.of(told(script, limit, new Evaluation(script, keys, arguments),
                evaluation -> evaluation.apply(client.getScript(ByteArrayCodec.INSTANCE)).toCompletableFuture())));
    }

    @Override
    public Replicated runReplicated(Script script, List<String> keys, List<?> arguments, Deadline deadline) {
        limit(responseTimeout, deadline);
        return ask(deadline, client -> runReplicated(client, script, keys, arguments, deadline));
    }

    private Replicated runReplicated(RedissonClient client, Script script, List<String> keys, List<?> arguments,
            Deadline deadline) {
        // Half of what is left is for the answer itself.
        ReplicaPatience.Wait wait = patience.begin(deadline.remaining().dividedBy(2));
        boolean enough = true;
        try {
            Replicated replicated = runReplicated(client, script, keys, arguments, wait.milliseconds(), deadline);
            enough = replicated.acknowledged() >= replication.replicas();
            return replicated;
        } finally {
            wait.ended(enough);
        }
    }

    /** The client once there is one. */
    Optional<RedissonClient> client() {
        return connection.client();
    }

    /** Runs when there is a first connection, and when one is lost. */
    void onChange(Runnable task) {
        connection.onConnected(client -> {
            ((Redisson) client).getServiceManager().getConnectionEventsHub().addListener(new ConnectionListener() {

                @Override
                public void onConnect(InetSocketAddress address) {
                    // It will be found in its time.
                }

                @Override
                public void onDisconnect(InetSocketAddress address) {
                    task.run();
                }
            });
            task.run();
        });
    }

    private Replicated runReplicated(RedissonClient client, Script script, List<String> keys, List<?> arguments, long wait,
            Deadline deadline) {
        Duration time = responseTimeout.plusMillis(wait);
        BatchResult<?> result = told(script, limit(time, deadline), new Evaluation(script, keys, arguments),
                evaluation -> batch(client, wait, time, evaluation::apply));
        return new Replicated(Reply.of(result.getResponses().get(0)), result.getSyncedSlaves());
    }

    /** Asks for a script by its digest, and again with its text if Redis does not know it, or has forgotten it. */
    private <T> T told(Script script, Deadline limit, Evaluation evaluation,
            Function<Function<RScriptAsync, RFuture<Object>>, CompletableFuture<T>> ask) {
        try {
            return await(() -> ask.apply(evaluation::byDigest), limit, script.writes());
        } catch (RefusedException e) {
            if (e.refusal() != Refusal.UNKNOWN_SCRIPT) {
                throw e;
            }
            LOG.debug("Redis does not know the script {} yet", script);
            return await(() -> ask.apply(evaluation::byText), limit, script.writes());
        }
    }

    /** One run of a script. */
    private record Evaluation(Script script, List<Object> keys, Object[] values) {

        Evaluation(Script script, List<String> keys, List<?> arguments) {
            this(script, List.<Object>copyOf(keys), arguments.stream().map(RedissonLink::encoded).toArray());
        }

        RFuture<Object> byDigest(RScriptAsync redis) {
            return redis.evalShaAsync(RScript.Mode.READ_WRITE, script.digest(), RScript.ReturnType.LIST, keys, values);
        }

        RFuture<Object> byText(RScriptAsync redis) {
            return redis.evalAsync(RScript.Mode.READ_WRITE, script.text(), RScript.ReturnType.LIST, keys, values);
        }
    }

    /** A command and WAIT after it, in one go on one connection: WAIT is about what its own connection has written. */
    private CompletableFuture<BatchResult<?>> batch(RedissonClient client, long wait, Duration time,
            Consumer<RScriptAsync> command) {
        RBatch batch = client.createBatch(BatchOptions.defaults().responseTimeout(time.toMillis(), TimeUnit.MILLISECONDS)
                .retryAttempts(0).sync(replication.replicas(), Duration.ofMillis(wait)));
        command.accept(batch.getScript(ByteArrayCodec.INSTANCE));
        @SuppressWarnings("unchecked")
        CompletableFuture<BatchResult<?>> result =
                (CompletableFuture<BatchResult<?>>) (CompletableFuture<?>) batch.executeAsync().toCompletableFuture();
        return result;
    }

    @Override
    public List<Reply> runAll(Script script, List<Call> calls, Deadline deadline) {
        Deadline limit = limit(responseTimeout, deadline);
        return ask(deadline, client -> {
            RScript redis = client.getScript(ByteArrayCodec.INSTANCE);
            List<CompletableFuture<Object>> answers = calls.stream()
                    .map(call -> answer(redis, new Evaluation(script, call.keys(), call.arguments()))).toList();
            return answers.stream().map(answer -> Reply.of(await(() -> answer, limit, script.writes()))).toList();
        });
    }

    @Override
    public Optional<byte[]> getAndExpire(String key, Instant at, Deadline deadline) {
        Deadline limit = limit(responseTimeout, deadline);
        return ask(deadline, client -> Optional.ofNullable(await(() -> client.<byte[]>getBucket(key, ByteArrayCodec.INSTANCE)
                .getAndExpireAsync(at).toCompletableFuture(), limit, false)));
    }

    private <T> T ask(Deadline deadline, Function<RedissonClient, T> command) {
        RedissonClient client = connected(deadline);
        try {
            return command.apply(client);
        } catch (UnreachableException e) {
            if (e.refusal().filter(Refusal::isElsewhere).isPresent()) {
                connection.misled(client);
            }
            throw e;
        }
    }

    /** Whatever goes wrong is in the answer. */
    private static CompletableFuture<Object> answer(RScript redis, Evaluation evaluation) {
        try {
            return evaluation.byDigest(redis).toCompletableFuture().exceptionallyCompose(failure ->
                    unwrapped(failure) instanceof RedisNoScriptException
                            ? evaluation.byText(redis).toCompletableFuture()
                            : CompletableFuture.failedFuture(unwrapped(failure)));
        } catch (RuntimeException | LinkageError e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private static Throwable unwrapped(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }

    @Override
    public void close() {
        connection.close();
    }

    private RedissonClient connected(Deadline deadline) {
        return connection.await(shorter(responseTimeout, deadline.remaining()));
    }

    /** No exception of Redisson or Netty gets out of here, whichever it is: they name keys and values. */
    private static <T> T await(Supplier<CompletableFuture<T>> command, Deadline limit, boolean writes) {
        CompletableFuture<T> answer = null;
        try {
            answer = command.get();
            return answer.get(limit.remaining().toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            throw Failures.of(e.getCause(), writes);
        } catch (TimeoutException e) {
            answer.cancel(false);
            throw Failures.tooLate(writes);
        } catch (InterruptedException e) {
            answer.cancel(false);
            Thread.currentThread().interrupt();
            throw new StateUnavailableException("interrupted while waiting for Redis", writes, null);
        } catch (RuntimeException | LinkageError e) {
            throw Failures.of(e, writes);
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
