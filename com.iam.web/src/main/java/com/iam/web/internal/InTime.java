package com.iam.web.internal;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

import org.apache.felix.hc.api.Result;

/**
 * Bounds a check that asks others. What runs out of the time that the framework of health checks gives is but a warning there, and a
 * balancer goes on sending requests to an instance whose database or Redis hangs. Any thread may call; one at a time looks.
 */
final class InTime {

    /** Below the two seconds of the framework. */
    static final Duration LIMIT = Duration.ofMillis(1500);

    private final Duration limit;
    private CompletableFuture<Result> looking = CompletableFuture.completedFuture(null);

    InTime() {
        this(LIMIT);
    }

    InTime(Duration limit) {
        this.limit = limit;
    }

    Result of(Supplier<Result> check) {
        try {
            return begun(check).get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            return new Result(Result.Status.TEMPORARILY_UNAVAILABLE, "there was no answer within " + limit.toMillis() + " ms");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Result(Result.Status.TEMPORARILY_UNAVAILABLE, "interrupted");
        } catch (ExecutionException e) {
            return new Result(Result.Status.HEALTH_CHECK_ERROR, "the check failed: " + e.getCause().getClass().getSimpleName());
        }
    }

    private synchronized CompletableFuture<Result> begun(Supplier<Result> check) {
        if (looking.isDone()) {
            looking = CompletableFuture.supplyAsync(check, look -> {
                Thread thread = new Thread(look, "health");
                thread.setDaemon(true);
                thread.start();
            });
        }
        return looking;
    }
}
