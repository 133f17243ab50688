package com.iam.state.redis.internal;

import java.io.IOException;
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

    private Failures() {
    }

    /** @param write whether the command was one that changes a session */
    static StateUnavailableException of(Throwable failure, boolean write) {
        Throwable cause = failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        boolean outcomeUnknown = write && mayHaveBeenApplied(cause);
        if (isUnreachable(cause)) {
            return new UnreachableException(reason(cause), outcomeUnknown);
        }
        return knownReason(cause)
                .map(reason -> new StateUnavailableException(reason, outcomeUnknown, null))
                .orElseGet(() -> new RefusedException(reason(cause), outcomeUnknown));
    }

    static StateUnavailableException tooLate(boolean write) {
        return new StateUnavailableException("Redis did not answer in time", write, null);
    }

    /** One part of a sentence, without any secret. */
    static String reason(Throwable failure) {
        return knownReason(failure).orElseGet(() -> "Redis refused the command (" + failure.getClass().getSimpleName() + ")");
    }

    private static Optional<String> knownReason(Throwable failure) {
        if (failure instanceof RedisWrongPasswordException || failure instanceof RedisAuthRequiredException) {
            return Optional.of("Redis refuses the username or the password");
        } else if (failure instanceof RedisReadonlyException) {
            return Optional.of("this Redis is a replica and cannot be written to");
        } else if (failure instanceof RedisOutOfMemoryException) {
            return Optional.of("Redis is out of memory");
        } else if (failure instanceof RedisLoadingException || failure instanceof RedisMasterDownException) {
            return Optional.of("Redis is not ready yet");
        } else if (isOfCluster(failure)) {
            return Optional.of("part of the Redis Cluster is not served just now");
        } else if (failure instanceof RedisBusyException) {
            return Optional.of("Redis is busy with a script");
        } else if (failure instanceof RedisResponseTimeoutException) {
            return Optional.of("Redis did not answer in time");
        } else if (failure instanceof RedisReconnectedException) {
            return Optional.of("the connection to Redis was lost");
        } else if (failure instanceof RedisTimeoutException || failure instanceof RedisConnectionException
                || isWithoutConnection(failure)) {
            return Optional.of(withoutConnection(failure));
        } else if (failure instanceof RedissonShutdownException || failure instanceof CancellationException) {
            return Optional.of("the connection to Redis was closed");
        } else if (failure instanceof LinkageError) {
            return Optional.of("this machine lacks what a Unix-domain socket needs, Netty's native transport");
        }
        return Optional.empty();
    }

    /** Whether the next command would most likely meet the same. */
    private static boolean isUnreachable(Throwable failure) {
        return failure instanceof RedisTimeoutException || failure instanceof RedisConnectionException
                || failure instanceof RedisReconnectedException || failure instanceof RedisLoadingException
                || failure instanceof RedisMasterDownException || isWithoutConnection(failure);
    }

    /** Whether Redis may have run the command. An error that comes before a script's first step means that it did not. */
    private static boolean mayHaveBeenApplied(Throwable failure) {
        if (failure instanceof RedisResponseTimeoutException) {
            return true;
        }
        boolean surelyNot = failure instanceof RedisTimeoutException
                || failure instanceof RedisConnectionException
                || failure instanceof RedisWrongPasswordException
                || failure instanceof RedisAuthRequiredException
                || failure instanceof RedisReadonlyException
                || failure instanceof RedisOutOfMemoryException
                || failure instanceof RedisLoadingException
                || failure instanceof RedisMasterDownException
                || isOfCluster(failure)
                || failure instanceof RedisBusyException
                || isWithoutConnection(failure);
        return !surelyNot;
    }

    /** So does Redisson wrap what kept it from getting a connection for the command, such as a refusal or a bad certificate. */
    private static boolean isWithoutConnection(Throwable failure) {
        return failure.getClass() == RedisException.class && failure.getCause() instanceof IOException;
    }

    /** No node has taken the command, since none has the slot of its keys. */
    private static boolean isOfCluster(Throwable failure) {
        return failure instanceof RedisClusterDownException || failure instanceof RedisTryAgainException
                || failure instanceof RedisNodeNotFoundException;
    }

    private static String withoutConnection(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof RedisWrongPasswordException || cause instanceof RedisAuthRequiredException) {
                return "Redis refuses the username or the password";
            } else if (cause instanceof SSLException) {
                return "Redis has no certificate that is trusted here";
            }
        }
        return "Redis cannot be reached";
    }
}
