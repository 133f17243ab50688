package com.iam.state.redis.internal;

import java.time.InstantSource;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

import com.iam.state.api.admin.Testlet;
import com.iam.state.api.admin.TestletReport;
import com.iam.state.redis.internal.testlet.Diagnosis;

/** Examines one repository, with the settings and encryptions that are there when it is asked to. */
final class RedisTestlet implements Testlet {

    private final Supplier<RedisSettings> settings;
    private final Map<Long, Candidate> candidates;
    private final LongSupplier bound;
    private final InstantSource clock;

    /** @param candidates the encryptions among which the settings choose; a concurrent map. @param bound the id of the one in use, or -1 */
    RedisTestlet(Supplier<RedisSettings> settings, Map<Long, Candidate> candidates, LongSupplier bound, InstantSource clock) {
        this.settings = settings;
        this.candidates = candidates;
        this.bound = bound;
        this.clock = clock;
    }

    @Override
    public TestletReport run(Consumer<TestletReport.Stage> progress) {
        RedisSettings now = settings.get();
        return new Diagnosis(clock).run(TestletTarget.of(now, new TestletRepository.Source(now, candidates, bound)), progress);
    }
}
