package com.iam.state.redis.internal;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

import com.iam.state.core.internal.TestEnds;

/**
 * An instance of the product in a process of its own, as far as ends of sessions are concerned: it sweeps and reports. Each
 * end is a line: event id, cause, subject, how many milliseconds ago. It is over when its input is.
 */
final class EndReporter {

    static final Duration SWEEP = Duration.ofSeconds(4);
    private static final Duration INTERVAL = Duration.ofSeconds(1);

    private EndReporter() {
    }

    /** @param arguments the URI of Redis */
    public static void main(String[] arguments) throws Exception {
        Fixture fixture = new Fixture(Fixture.settings(arguments[0], LeastPrivilege.SETTINGS), RealEncryption.aes());
        fixture.awaitConnection();
        TestEnds.report(fixture.repository, INTERVAL, end -> System.out.println(end.eventId() + " " + end.cause() + " "
                + end.subject().orElse("-") + " " + Duration.between(end.endedAt(), Instant.now()).toMillis()));
        Executors.newSingleThreadScheduledExecutor().scheduleWithFixedDelay(() -> fixture.store.sweep(Fixture.soon()),
                SWEEP.toMillis(), SWEEP.toMillis(), TimeUnit.MILLISECONDS);
        System.out.println("ready");
        while (System.in.read() >= 0) {
            // Whoever started this closes the input, or dies and closes it so.
        }
        System.exit(0);
    }
}
