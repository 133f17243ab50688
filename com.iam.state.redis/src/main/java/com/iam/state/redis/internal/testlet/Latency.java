package com.iam.state.redis.internal.testlet;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

import com.iam.state.api.admin.TestletReport.Failed;
import com.iam.state.api.admin.TestletReport.Passed;
import com.iam.state.api.admin.TestletReport.Result;
import com.iam.state.api.provider.Deadline;

/** How long Redis and the way to it take. It is shown, not judged: an answer that is too late fails the stage anyway. */
final class Latency implements Check {

    private static final int PINGS = 100;
    private static final Duration LIMIT = Duration.ofSeconds(2);

    @Override
    public String id() {
        return "latency";
    }

    @Override
    public String title() {
        return "Latency";
    }

    @Override
    public List<String> needs() {
        return List.of("authentication");
    }

    @Override
    public Result examine(Examination examination) throws IOException {
        List<Long> times = new ArrayList<>();
        Deadline limit = Deadline.after(LIMIT);
        while (times.size() < PINGS && !limit.hasPassed()) {
            long sent = System.nanoTime();
            if (examination.ask("PING").isError()) {
                return new Failed("the user may not run PING", "permit it: ./iam acl prints what is needed");
            }
            times.add(System.nanoTime() - sent);
        }
        Collections.sort(times);
        String found = String.format(Locale.ROOT, "of %d round trips: 50 %% within %s ms, 95 %% %s ms, 99 %% %s ms",
                times.size(), percentile(times, 50), percentile(times, 95), percentile(times, 99));
        return new Passed(found);
    }

    private static String percentile(List<Long> sorted, int percent) {
        int index = Math.max(0, (int) Math.ceil(sorted.size() * percent / 100.0) - 1);
        return String.format(Locale.ROOT, "%.2f", sorted.get(index) / 1e6);
    }
}
