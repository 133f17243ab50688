package com.iam.benchmarks;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import com.iam.benchmarks.contender.Entrant;
import com.iam.benchmarks.http.OverHttp;
import com.iam.benchmarks.measure.Memory;
import com.iam.benchmarks.measure.Progress;
import com.iam.benchmarks.measure.RedisCounters;
import com.iam.benchmarks.measure.SideBySide;
import com.iam.benchmarks.measure.Soak;
import com.iam.benchmarks.report.Chart;
import com.iam.benchmarks.report.Environment;
import com.iam.benchmarks.report.Report;
import com.iam.benchmarks.report.Results;
import com.iam.state.testkit.RedisServer;

/** The command {@code bench}: measures, and writes {@code performance.md} and {@code performance.svg} into a folder. */
public final class Bench {

    private final Plan plan;
    private final PrintStream console;

    public Bench(Plan plan, PrintStream console) {
        this.plan = plan;
        this.console = console;
    }

    /** Options: {@code --quick}, and {@code --out FOLDER}. */
    public static void main(String[] words) throws IOException {
        List<String> options = new ArrayList<>(List.of(words));
        Plan plan = options.remove("--quick") ? Plan.quick() : Plan.full();
        int out = options.indexOf("--out");
        if (options.size() != (out < 0 ? 0 : 2) || out > 0) {
            System.err.println("usage: ./iam bench [--quick] [--out FOLDER] | ./iam bench --jmh [OPTION of JMH ...]");
            System.exit(2);
        }
        // However it ends, Ctrl-C included, no server outlives it.
        Runtime.getRuntime().addShutdownHook(new Thread(
                () -> ProcessHandle.current().descendants().forEach(ProcessHandle::destroy), "tidy"));
        int status = 1;
        try {
            new Bench(plan, System.out).run(Path.of(out < 0 ? "com.iam.benchmarks/target/report" : options.get(1)));
            status = 0;
        } catch (RuntimeException | AssertionError e) {
            e.printStackTrace();
        } finally {
            // Libraries leave threads behind.
            System.exit(status);
        }
    }

    public Path run(Path folder) throws IOException {
        Results results = measure();
        Files.createDirectories(folder);
        Chart.draw(results, folder.resolve("performance.svg"));
        Path report = folder.resolve("performance.md");
        Files.writeString(report, Report.of(results, "performance.svg"));
        console.println("The report is " + report);
        return report;
    }

    private Results measure() throws IOException {
        List<Entrant> entrants = List.of(Entrant.values());
        Memory memory = new Memory(plan.stored());
        Progress progress = new Progress(console, planned(entrants, memory));
        SideBySide.Result sideBySide;
        String redisVersion;
        try (RedisServer redis = RedisServer.start()) {
            redisVersion = new RedisCounters(redis.endpoint()).version();
            sideBySide = new SideBySide(plan, entrants, progress).run(redis.endpoint());
        }
        Map<Entrant, Double> inRedis = memory.inRedis(entrants, progress);
        double inThisProcess = memory.inThisProcess(progress);
        Optional<OverHttp.Result> http = Optional.empty();
        Optional<Soak.Result> soak = Optional.empty();
        try (RedisServer redis = RedisServer.start()) {
            if (plan.overHttp()) {
                http = Optional.of(new OverHttp(plan, progress).run(redis.endpoint()));
            }
            if (plan.soaks()) {
                soak = Optional.of(new Soak(plan.soak()).run(redis.endpoint(), progress));
            }
        }
        return new Results(plan, Environment.here(redisVersion), sideBySide, inRedis, inThisProcess, http, soak);
    }

    private Duration planned(List<Entrant> entrants, Memory memory) {
        Duration planned = SideBySide.planned(plan, entrants.size())
                .plus(memory.planned().multipliedBy(entrants.size() + 1L)).plus(new Soak(plan.soak()).planned());
        return plan.overHttp() ? planned.plus(OverHttp.planned(plan)) : planned;
    }
}
