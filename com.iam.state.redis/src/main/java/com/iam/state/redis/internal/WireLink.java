package com.iam.state.redis.internal;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

import com.iam.state.api.StateUnavailableException;
import com.iam.state.api.provider.Deadline;
import com.iam.state.redis.internal.wire.Outcome;
import com.iam.state.redis.internal.wire.Wire;

/**
 * Asks Redis by a {@link Wire} what is asked for each request, and by another link whatever is unusual: all other commands, those
 * that Redis did not run for a reason that may pass, and everything while there is no wire.
 */
final class WireLink implements RedisLink {

    /** Redisson knows what to do: to send the script, to ask another node, to connect anew. */
    private static final Set<Refusal> FOR_REDISSON = EnumSet.of(Refusal.UNKNOWN_SCRIPT, Refusal.CLUSTER, Refusal.LOADING,
            Refusal.MASTER_DOWN, Refusal.REPLICA, Refusal.CREDENTIALS);

    private final RedisLink link;
    private final Wires wires;
    private final Duration responseTimeout;

    WireLink(RedisLink link, Wires wires, Duration responseTimeout) {
        this.link = link;
        this.wires = wires;
        this.responseTimeout = responseTimeout;
    }

    @Override
    public Reply run(Script script, List<String> keys, List<?> arguments, Deadline deadline) {
        return ask(keys.get(0), () -> words(script, keys, arguments), script.writes(), deadline, Reply::of,
                () -> link.run(script, keys, arguments, deadline));
    }

    @Override
    public Optional<byte[]> getAndExpire(String key, Instant at, Deadline deadline) {
        return ask(key, () -> List.of("GETEX", key, "PXAT", at.toEpochMilli()), false, deadline,
                value -> Optional.ofNullable((byte[]) value), () -> link.getAndExpire(key, at, deadline));
    }

    @Override
    public Replicated runReplicated(Script script, List<String> keys, List<?> arguments, Deadline deadline) {
        return link.runReplicated(script, keys, arguments, deadline);
    }

    @Override
    public List<Reply> runAll(Script script, List<Call> calls, Deadline deadline) {
        return link.runAll(script, calls, deadline);
    }

    @Override
    public void close() {
        wires.close();
        link.close();
    }

    private <T> T ask(String key, Supplier<List<?>> words, boolean writes, Deadline deadline, Function<Object, T> answer,
            Supplier<T> otherwise) {
        Optional<Wire> wire = wires.to(key);
        Duration rest = deadline.remaining();
        if (wire.isEmpty() || rest.isNegative() || rest.isZero()) {
            return otherwise.get();
        }
        boolean hurried = rest.compareTo(responseTimeout) < 0;
        long limit = Monotonic.after(hurried ? rest : responseTimeout);
        Outcome outcome = wire.get().call(words.get(), limit);
        if (outcome instanceof Outcome.Answered answered) {
            return answer.apply(answered.value());
        } else if (outcome instanceof Outcome.Refused refused) {
            Refusal refusal = Refusal.of(refused.error());
            if (!FOR_REDISSON.contains(refusal)) {
                throw Failures.of(refusal, writes);
            }
            if (refusal.isElsewhere()) {
                wires.misled(wire.get());
            }
            return otherwise.get();
        }
        return switch ((Outcome.Missing) outcome) {
            case UNSENT -> {
                if (System.nanoTime() - limit >= 0) {
                    throw late(hurried, false);
                }
                yield otherwise.get();
            }
            case LOST -> {
                wires.lost(wire.get());
                if (writes) {
                    throw new UnreachableException("the connection to Redis was lost", true);
                }
                yield otherwise.get();
            }
            case LATE -> throw late(hurried, writes);
        };
    }

    private static StateUnavailableException late(boolean hurried, boolean writes) {
        if (Thread.currentThread().isInterrupted()) {
            return new StateUnavailableException("interrupted while waiting for Redis", writes, null);
        }
        StateUnavailableException late = Failures.tooLate(writes);
        return hurried ? late : new UnreachableException(late.getMessage(), writes);
    }

    private static List<Object> words(Script script, List<String> keys, List<?> arguments) {
        List<Object> words = new ArrayList<>(3 + keys.size() + arguments.size());
        words.add("EVALSHA");
        words.add(script.digest());
        words.add(keys.size());
        words.addAll(keys);
        words.addAll(arguments);
        return words;
    }
}
