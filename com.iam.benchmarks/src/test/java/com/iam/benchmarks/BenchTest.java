package com.iam.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import com.iam.benchmarks.contender.Entrant;
import com.iam.benchmarks.measure.Load;

/** That everything which is compared still does what it should, on a real Redis. How fast it is, is not looked at. */
class BenchTest {

    private static final Load.Time SHORT = new Load.Time(Duration.ZERO, Duration.ofMillis(50));

    @TempDir
    Path folder;

    @Test
    void aRunWithAllContendersEndsInAReportAndAChart() throws IOException {
        Plan plan = new Plan(1, List.of(1, 2), SHORT, 100, 100, 20, 100, new Load.Time(Duration.ZERO, Duration.ZERO), 0,
                Duration.ZERO);

        Path report = new Bench(plan, new PrintStream(OutputStream.nullOutputStream())).run(folder);

        assertThat(report).content().contains("round trips of W", "### R2", "AES-128-GCM")
                .contains(Stream.of(Entrant.values()).map(Entrant::title).toList());
        assertThat(Files.readString(folder.resolve("performance.svg"))).contains("<svg", Entrant.PRODUCT.title());
    }
}
