package com.iam.state.redis.internal;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;

import javax.net.ssl.SSLException;

import org.redisson.RedissonShutdownException;
import org.redisson.client.RedisAuthRequiredException;
import org.redisson.client.RedisBusyException;
import org.redisson.client.RedisClusterDownException;
import org.redisson.client.RedisConnectionException;
import org.redisson.client.RedisException;
import org.redisson.client.RedisLoadingException;
import org.redisson.client.RedisMasterDownException;
import org.redisson.client.RedisNoReplicasException;
import org.redisson.client.RedisNoScriptException;
import org.redisson.client.RedisNodeNotFoundException;
import org.redisson.client.RedisOutOfMemoryException;
import org.redisson.client.RedisReadonlyException;
import org.redisson.client.RedisReconnectedException;
import org.redisson.client.RedisResponseTimeoutException;
import org.redisson.client.RedisTimeoutException;
import org.redisson.client.RedisTryAgainException;
import org.redisson.client.RedisWrongPasswordException;

import com.iam.state.api.StateUnavailableException;

/**
 * Says what went wrong with a command in words of its own: Redisson's messages hold keys and values, so neither they nor
 * the exceptions themselves go any further.
 */
final class Failures {

    private static final Map<Class<?>, Refusal> ANSWERS = Map.ofEntries(
            Map.entry(RedisWrongPasswordException.class, Refusal.CREDENTIALS),
            Map.entry(RedisAuthRequiredException.class, Refusal.CREDENTIALS),
            Map.entry(RedisReadonlyException.class, Refusal.REPLICA),
            Map.entry(RedisMasterDownException.class, Refusal.MASTER_DOWN),
            Map.entry(RedisLoadingException.class, Refusal.LOADING),
            Map.entry(RedisNoReplicasException.class, Refusal.TOO_FEW_REPLICAS),
            Map.entry(RedisOutOfMemoryException.class, Refusal.FULL),
            Map.entry(RedisBusyException.class, Refusal.BUSY),
            Map.entry(RedisNoScriptException.class, Refusal.UNKNOWN_SCRIPT),
            Map.entry(RedisClusterDownException.class, Refusal.CLUSTER),
            Map.entry(RedisTryAgainException.class, Refusal.CLUSTER),
            Map.entry(RedisNodeNotFoundException.class, Refusal.CLUSTER));

    private Failures() {
    }

    /** @param write whether the command was one that changes a session */
    static StateUnavailableException of(Throwable failure, boolean write) {
        Throwable cause = failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        Optional<Refusal> refusal = refusal(cause);
        if (refusal.isPresent()) {
            return of(refusal.get(), write);
        }
        if (isWithoutConnection(cause)) {
            return inCauses(cause).map(UnreachableException::new)
                    .orElseGet(() -> new UnreachableException(withoutConnection(cause), false));
        }
        boolean unknown = write && !(cause instanceof RedisTimeoutException && !(cause instanceof RedisResponseTimeoutException));
        return isUnreachable(cause)
                ? new UnreachableException(reason(cause), unknown)
                : new StateUnavailableException(reason(cause), unknown, null);
    }

    /** @param write whether the command was one that changes a session */
    static StateUnavailableException of(Refusal refusal, boolean write) {
        return refusal.isOfServer() ? new UnreachableException(refusal) : new RefusedException(refusal, write);
    }

    static StateUnavailableException tooLate(boolean write) {
        return new StateUnavailableException("Redis did not answer in time", write, null);
    }

    /** One part of a sentence, without any secret. */
    static String reason(Throwable failure) {
        Optional<Refusal> refusal = refusal(failure);
        if (refusal.isPresent()) {
            return refusal.get().reason();
        } else if (failure instanceof RedisResponseTimeoutException) {
            return "Redis did not answer in time";
        } else if (failure instanceof RedisReconnectedException) {
            return "the connection to Redis was lost";
        } else if (failure instanceof RedisTimeoutException || isWithoutConnection(failure)) {
            return inCauses(failure).map(Refusal::reason).orElseGet(() -> withoutConnection(failure));
        } else if (failure instanceof RedissonShutdownException || failure instanceof CancellationException) {
            return "the connection to Redis was closed";
        } else if (failure instanceof LinkageError) {
            return "this machine lacks what a Unix-domain socket needs, Netty's native transport";
        }
        return "Redis could not be asked (" + failure.getClass().getSimpleName() + ")";
    }

    /** What Redis has answered, if that is what failed. */
    private static Optional<Refusal> refusal(Throwable failure) {
        Refusal known = ANSWERS.get(failure.getClass());
        if (known != null || failure.getClass() != RedisException.class || isWithoutConnection(failure)) {
            return Optional.ofNullable(known);
        }
        return Optional.ofNullable(failure.getMessage()).map(Refusal::of);
    }

    /** What Redis has answered to a connection that was being made. */
    private static Optional<Refusal> inCauses(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            Optional<Refusal> refusal = refusal(cause).filter(each -> each != Refusal.OTHER);
            if (refusal.isPresent()) {
                return refusal;
            }
        }
        return Optional.empty();
    }

    /** Whether the next command would most likely meet the same. */
    private static boolean isUnreachable(Throwable failure) {
        return failure instanceof RedisTimeoutException || failure instanceof RedisReconnectedException;
    }

    /** No connection for the command: so does Redisson wrap what kept it from getting one, such as a bad certificate, too. */
    private static boolean isWithoutConnection(Throwable failure) {
        return failure instanceof RedisConnectionException
                || failure.getClass() == RedisException.class && failure.getCause() instanceof IOException;
    }

    private static String withoutConnection(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SSLException) {
                return "Redis has no certificate that is trusted here";
            }
        }
        return "Redis cannot be reached";
    }
}
