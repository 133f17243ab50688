package com.iam.state.redis.internal.testlet;

import java.time.Duration;
import java.util.List;

import com.iam.state.api.StateUnavailableException;
import com.iam.state.api.admin.TestletReport.Failed;
import com.iam.state.api.admin.TestletReport.Passed;
import com.iam.state.api.admin.TestletReport.Result;
import com.iam.state.api.admin.TestletReport.Skipped;
import com.iam.state.api.provider.Deadline;
import com.iam.state.support.trial.Rehearsal;

/** What a module does with its states, by the repository's own code. */
final class ReadWrite implements Check {

    private static final Duration LIMIT = Duration.ofSeconds(4);

    @Override
    public String id() {
        return "read-write";
    }

    @Override
    public String title() {
        return "Write, replace, read, delete";
    }

    @Override
    public List<String> needs() {
        return List.of("authentication", "role", "commands", "clock");
    }

    @Override
    public Result examine(Examination examination) {
        if (examination.sealer().isEmpty()) {
            return new Skipped("'Encryption keys' failed");
        }
        Deadline deadline = Deadline.after(Duration.ofMillis(examination.milliseconds(LIMIT)));
        try {
            return Rehearsal.with(examination.repository().states(), examination.clock.instant(), deadline)
                    .<Result>map(wrong -> new Failed(wrong, "make sure that nothing else writes to the keys of this namespace"))
                    .orElseGet(() -> new Passed("a test state of a module of its own"));
        } catch (StateUnavailableException e) {
            return new Failed(e.getMessage(), "look at the log of Redis and at its load");
        }
    }
}
