package com.iam.state.redis.internal.testlet;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

import com.iam.state.api.admin.TestletReport.Failed;
import com.iam.state.api.admin.TestletReport.Passed;
import com.iam.state.api.admin.TestletReport.Result;
import com.iam.state.api.admin.TestletReport.Skipped;

/** Which addresses the host has. */
final class NameResolution implements Check {

    private static final Duration LIMIT = Duration.ofSeconds(3);

    @Override
    public String id() {
        return "name-resolution";
    }

    @Override
    public String title() {
        return "Name resolution";
    }

    @Override
    public List<String> needs() {
        return List.of();
    }

    @Override
    public Result examine(Examination examination) {
        if (examination.target.isSocket()) {
            return new Skipped("redisUri names a Unix-domain socket");
        }
        String host = examination.host();
        try {
            List<InetAddress> addresses = resolve(host).get(examination.milliseconds(LIMIT), TimeUnit.MILLISECONDS);
            examination.resolved(addresses);
            return new Passed(addresses.stream().map(InetAddress::getHostAddress).collect(Collectors.joining(", ")));
        } catch (ExecutionException e) {
            return new Failed("no address is known for " + host, "correct the host in redisUri, or the DNS or hosts file");
        } catch (TimeoutException e) {
            return new Failed("the name server did not answer within " + LIMIT.toSeconds() + " s",
                    "look at the name servers that this machine uses");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Failed("it was interrupted", "try again");
        }
    }

    /** On a thread of its own, as nothing limits how long the platform takes. */
    private static CompletableFuture<List<InetAddress>> resolve(String host) {
        CompletableFuture<List<InetAddress>> answer = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            try {
                answer.complete(List.of(InetAddress.getAllByName(host)));
            } catch (UnknownHostException e) {
                answer.completeExceptionally(e);
            }
        }, "iam-testlet-resolve");
        thread.setDaemon(true);
        thread.start();
        return answer;
    }
}
