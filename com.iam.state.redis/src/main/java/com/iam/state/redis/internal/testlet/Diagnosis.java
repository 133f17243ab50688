package com.iam.state.redis.internal.testlet;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import com.iam.state.api.admin.TestletReport;
import com.iam.state.api.admin.TestletReport.Failed;
import com.iam.state.api.admin.TestletReport.Result;
import com.iam.state.api.admin.TestletReport.Skipped;
import com.iam.state.api.admin.TestletReport.Stage;
import com.iam.state.api.provider.Deadline;

/** Makes the stages one after the other, each unless one that it needs has failed, within a time for all of them. */
public final class Diagnosis {

    private static final Logger LOG = LoggerFactory.getLogger(Diagnosis.class);
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private static final List<Check> CHECKS = List.of(new Nodes(), new NameResolution(), new Connection(), new TlsVersion(),
            new CertificateExpiry(), new CertificateChain(), new HostName(), new ClientCertificate(), new Answer(),
            new Authentication(), new Role(), new Clock(), new EvictionPolicy(), new Persistence(), new Commands(),
            new EncryptionKeys(), new ReadWrite(), new Latency());

    private final InstantSource clock;
    /** The title of the stage that failed first, by the id of each stage that says nothing because of it. */
    private final Map<String, String> failed = new HashMap<>();
    private final List<Stage> stages = new ArrayList<>();

    /** @param clock the local one, which is compared with Redis's */
    public Diagnosis(InstantSource clock) {
        this.clock = clock;
    }

    /** Once only. */
    public TestletReport run(Target target, Consumer<Stage> progress) {
        Instant startedAt = clock.instant();
        long start = System.nanoTime();
        try (Examination examination = new Examination(target, clock, Deadline.after(LIMIT))) {
            for (Check check : CHECKS) {
                long begun = System.nanoTime();
                Result result = result(check, examination);
                Stage stage = new Stage(check.id(), check.title(), result, since(begun));
                stages.add(stage);
                progress.accept(stage);
            }
        }
        return new TestletReport(target.name(), target.location(), startedAt, since(start), stages);
    }

    private Result result(Check check, Examination examination) {
        Optional<String> cause = check.needs().stream().filter(failed::containsKey).map(failed::get).findFirst();
        if (cause.isPresent()) {
            failed.put(check.id(), cause.get());
            return new Skipped("'" + cause.get() + "' failed");
        }
        if (examination.deadline().hasPassed()) {
            failed.put(check.id(), check.title());
            return new Skipped("the time for all stages, " + LIMIT.toSeconds() + " s, was over");
        }
        Result result = examined(check, examination);
        if (result instanceof Failed) {
            failed.put(check.id(), check.title());
        }
        return result;
    }

    private static Result examined(Check check, Examination examination) {
        try {
            return check.examine(examination);
        } catch (SocketTimeoutException e) {
            return new Failed("Redis stopped answering", "look at the load of the server and the network");
        } catch (IOException e) {
            return new Failed("the connection broke (" + e.getClass().getSimpleName() + ")",
                    "look at Redis's log and at what stands between it and this machine");
        } catch (RuntimeException e) {
            LOG.error("The stage {} itself failed", check.id(), e);
            return new Failed("the stage itself failed (" + e.getClass().getSimpleName() + ")", "report this defect");
        }
    }

    private static Duration since(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }
}
