package com.iam.state.redis.internal.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

import com.iam.state.testkit.Await;

/** A wire, and the server at its other end. */
abstract class OnAWire {

    static final Duration LIMIT = Duration.ofSeconds(30);

    ScriptedServer server;
    Wire wire;

    @BeforeEach
    void connect() throws IOException, GeneralSecurityException {
        server = new ScriptedServer();
        wire = server.wire();
    }

    @AfterEach
    void close() throws IOException {
        wire.close();
        server.close();
    }

    /** A thread that asks. */
    final class Asking {

        private final CompletableFuture<Outcome> outcome = new CompletableFuture<>();
        final Thread thread;

        Asking(String word, Duration limit) {
            thread = new Thread(() -> outcome.complete(ask(word, limit)));
            thread.start();
        }

        Asking awaitParked() {
            Await.until("the caller waits", LIMIT, () -> thread.getState() == Thread.State.TIMED_WAITING);
            return this;
        }

        Outcome outcome() throws ExecutionException, InterruptedException {
            return outcome.get();
        }
    }

    Outcome ask(String word, Duration limit) {
        return wire.call(List.of(word), System.nanoTime() + limit.toNanos());
    }

    /** Its command has been sent, and it waits for the answer. */
    Asking leader() throws IOException {
        Asking leader = new Asking("FIRST", LIMIT);
        assertThat(server.receive()).isEqualTo("*1\r\n$5\r\nFIRST\r\n");
        return leader;
    }
}
