package com.iam.state.redis.internal.testlet;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

import com.iam.state.api.admin.TestletReport.Failed;
import com.iam.state.api.admin.TestletReport.Passed;
import com.iam.state.api.admin.TestletReport.Result;

/** Whether the clocks here and there agree: times of creation are compared with Redis's. */
final class Clock implements Check {

    private static final Duration TOLERANCE = Duration.ofSeconds(2);
    private static final int SAMPLES = 3;

    @Override
    public String id() {
        return "clock";
    }

    @Override
    public String title() {
        return "Clocks";
    }

    @Override
    public List<String> needs() {
        return List.of("authentication");
    }

    @Override
    public Result examine(Examination examination) throws IOException {
        long difference = Long.MAX_VALUE;
        long fastest = Long.MAX_VALUE;
        for (int i = 0; i < SAMPLES; i++) {
            long sent = System.nanoTime();
            Instant before = examination.clock.instant();
            Resp.Reply reply = examination.ask("TIME");
            long took = System.nanoTime() - sent;
            if (reply.isError()) {
                return new Failed("the user may not run TIME", "permit it: ./iam acl prints what is needed");
            }
            // The answer was made somewhere in between; the fastest one leaves least open.
            if (took < fastest) {
                fastest = took;
                difference = Duration.between(time(reply), before.plusNanos(took / 2)).toMillis();
            }
        }
        String amount = Math.abs(difference) + " ms " + (difference < 0 ? "behind" : "ahead of") + " that of Redis";
        return Math.abs(difference) > TOLERANCE.toMillis()
                ? new Failed("the clock of this machine is " + amount + ", more than " + TOLERANCE.toMillis()
                        + " ms: new sessions are refused", "synchronise both clocks (NTP)")
                : new Passed("the clock of this machine is " + amount);
    }

    private static Instant time(Resp.Reply reply) {
        return Instant.ofEpochSecond(Long.parseLong(reply.items().get(0).text()),
                1000 * Long.parseLong(reply.items().get(1).text()));
    }
}
