package com.iam.benchmarks.report;

import static com.iam.benchmarks.report.Markdown.number;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

import com.iam.benchmarks.contender.Entrant;
import com.iam.benchmarks.http.OverHttp;
import com.iam.benchmarks.measure.Cell;
import com.iam.benchmarks.measure.LifeCycle;
import com.iam.benchmarks.measure.Load;
import com.iam.benchmarks.measure.Measured;
import com.iam.benchmarks.measure.Memory;
import com.iam.benchmarks.measure.Rounds;
import com.iam.benchmarks.measure.Soak;
import com.iam.benchmarks.measure.Workload;

/** The results of a run as a page to read. */
public final class Report {

    private final Results results;
    private final Markdown page = new Markdown();

    private Report(Results results) {
        this.results = results;
    }

    /** @param chart where the chart lies, as the page links it */
    public static String of(Results results, String chart) {
        Report report = new Report(results);
        report.introduction(chart);
        report.bars();
        report.overview();
        report.loads();
        report.lifeCycles();
        results.http().ifPresent(report::http);
        report.memory();
        results.soak().ifPresent(report::soak);
        report.method();
        return report.page.toString();
    }

    private void introduction(String chart) {
        Environment where = results.environment();
        page.line("# Performance\n");
        page.line("Written by `./iam bench` on %s, in one run: medians of %d rounds, in which all contenders took turns,"
                + "\neach in a Java process of its own.",
                where.date(), results.plan().rounds());
        page.line("Machines are noisy: what else ran meanwhile is in these figures. Ratios within a round suffer less from it than"
                + "\nabsolute figures, which belong to this machine.\n");
        page.line("- Machine: %s", where.machine());
        page.line("- Java: %s", where.java());
        page.line("- Redis %s on the same machine, over the loopback, without persistence", where.redis());
        page.line("- %s\n", where.libraries().entrySet().stream().map(each -> each.getKey() + " " + each.getValue())
                .collect(Collectors.joining(", ")));
        page.line("![Requests per second against the floor](" + chart + ")");
    }

    private void bars() {
        page.section("What was to be reached");
        page.line("""
                W: each request loads and touches its session, changes one attribute and saves. R: nine of ten only load and touch.
                The number is that of the threads. The floor is a blocking socket for each thread that sends GETEX and SET EX.
                Trips are network reads that Redis did for a request at one thread.
                """);
        page.line("| | bar | aim | measured | |\n|---|---:|---:|---:|---|");
        new Bars(results).all().forEach(bar -> page.line(bar.row()));
    }

    private void overview() {
        page.section("Side by side");
        page.table("contender", "trips W / R", "W1 p50 µs", "W16 requests/s", "W16 × floor", "R16 × floor", "bytes in Redis");
        for (Entrant each : results.sideBySide().trips().keySet()) {
            Map<Workload, Double> trips = results.sideBySide().trips().get(each);
            page.row(each.title(), number(trips.get(Workload.W), 2) + " / " + number(trips.get(Workload.R), 2),
                    load(Workload.W, 1, rounds -> number(rounds.median(each, Measured::p50), 0)),
                    load(Workload.W, 16, rounds -> number(rounds.median(each, Measured::perSecond), 0)),
                    load(Workload.W, 16, rounds -> floor(rounds, each)), load(Workload.R, 16, rounds -> floor(rounds, each)),
                    number(results.bytesInRedis().get(each), 0));
        }
    }

    private void loads() {
        page.section("All loads");
        results.sideBySide().loads().forEach((cell, rounds) -> {
            page.line("### %s: %s\n", cell, cell.threads() == 1 ? "one thread" : cell.threads() + " threads");
            page.table("contender", "requests/s", "p50 µs", "p99 µs", "× floor", "failed");
            for (Entrant each : results.sideBySide().trips().keySet()) {
                page.row(each.title(), number(rounds.median(each, Measured::perSecond), 0),
                        number(rounds.median(each, Measured::p50), 0), number(rounds.median(each, Measured::p99), 0),
                        floor(rounds, each), String.valueOf(rounds.of(each).stream().mapToLong(Measured::failed).sum()));
            }
            page.line("");
        });
    }

    private void lifeCycles() {
        page.section("Create, list, delete");
        page.line("At one thread: p50 in µs and, in brackets, round trips. A user has ten sessions; a list has all ten.\n");
        page.table("contender", "create", "list ten of a user", "delete");
        for (Entrant each : results.sideBySide().trips().keySet()) {
            page.row(each.title(), step(each, LifeCycle::create), step(each, LifeCycle::list), step(each, LifeCycle::delete));
        }
    }

    private void http(OverHttp.Result http) {
        page.section("The whole Loginapp over HTTP");
        page.line("%d clients, each logged in on a connection of its own, ask for their sessions. Clients, instance and Redis share"
                + "\nthe machine.\n", OverHttp.CLIENTS);
        page.table("sessions in", "requests/s", "p50 µs", "p99 µs", "× memory");
        for (OverHttp.Place place : OverHttp.Place.values()) {
            if (http.loads().has(place)) {
                page.row(place.title(), number(http.loads().median(place, Measured::perSecond), 0),
                        number(http.loads().median(place, Measured::p50), 0),
                        number(http.loads().median(place, Measured::p99), 0),
                        number(http.loads().ratio(place, OverHttp.Place.MEMORY, Measured::perSecond), 2));
            }
        }
        page.line("\nFrom the start of the process until the instance is ready: %.1f s (the median of %d starts).",
                Rounds.median(http.seconds().stream().mapToDouble(Double::doubleValue).toArray()), http.seconds().size());
    }

    private void memory() {
        page.section("Memory");
        page.line("A session takes %s bytes of heap in the memory repository, indexes included, and in Redis what the table above"
                + "\nsays: differences over %s and %s sessions.", number(results.bytesInMemory(), 0),
                number(new Memory(results.plan().stored()).sessionsInHeap(), 0), number(results.plan().stored(), 0));
    }

    private void soak(Soak.Result soak) {
        page.section("Steady load");
        page.line("%s requests/s for %d s, in visits that begin a session, use it and end it, after many short visits that have"
                + "\nfilled all tables of fixed size. Heap in use after a collection, in MiB:\n",
                number(soak.requestsPerSecond(), 0), soak.length().toSeconds());
        page.line(soak.heap().stream().map(bytes -> number(bytes / 1048576.0, 2)).collect(Collectors.joining(" · ")));
        page.line("\nThe middle of the last third less that of the first: %+.2f MiB. %d requests failed.",
                soak.growth() / 1048576, soak.failed());
    }

    private void method() {
        page.section("How it is measured");
        Load.Time time = results.plan().load();
        page.line(text("method.md").strip(), seconds(time.measured()), seconds(time.warmUp()));
    }

    private static String text(String resource) {
        try (InputStream in = Report.class.getResourceAsStream(resource)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String seconds(Duration duration) {
        return number(duration.toMillis() / 1e3, 1);
    }

    private String load(Workload workload, int threads, Function<Rounds<Entrant, Measured>, String> figure) {
        Rounds<Entrant, Measured> rounds = results.sideBySide().loads().get(new Cell(workload, threads));
        return rounds == null ? "–" : figure.apply(rounds);
    }

    private String step(Entrant entrant, Function<LifeCycle, LifeCycle.Step> which) {
        Rounds<Entrant, LifeCycle> rounds = results.sideBySide().lifeCycles();
        double p50 = rounds.median(entrant, each -> which.apply(each).p50());
        return Double.isNaN(p50) ? "–"
                : number(p50, 0) + " (" + number(rounds.median(entrant, each -> which.apply(each).trips()), 1) + ")";
    }

    private static String floor(Rounds<Entrant, Measured> rounds, Entrant entrant) {
        return number(rounds.ratio(entrant, Entrant.FLOOR, Measured::perSecond), 2);
    }
}
