package com.iam.logback;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.MarkerFactory;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.status.ErrorStatus;

/** Hostile texts, through the logging configuration that instances start with. */
class LogbackXmlTest {

    private static final String FORGED = "1999-11-30T15:00:00.000Z INFO  [main] com.iam.FORGED a line that never was";

    private final LoggerContext context = new LoggerContext();
    private final PrintStream console = System.out;
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    @TempDir
    Path work;

    @BeforeEach
    void configure() throws Exception {
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        context.setMDCAdapter(new LogbackMDCAdapter());
        context.putProperty("iam.work", work.toString());
        JoranConfigurator configurator = new JoranConfigurator();
        configurator.setContext(context);
        configurator.doConfigure(Path.of("../cnf/conf/logback.xml").toFile());
    }

    @AfterEach
    void stop() {
        context.stop();
        System.setOut(console);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\r", "\u0085", "\u2028", "\u2029", "\u000b", "\f", "\0"})
    void noMessageAndNoExceptionEndsALine(String end) throws Exception {
        Throwable thrown = new IllegalStateException("why" + end + FORGED, new RuntimeException("cause" + end + FORGED));
        thrown.addSuppressed(new RuntimeException("suppressed" + end + FORGED));
        logger("com.iam.web").error("said {}", "this" + end + FORGED, thrown);
        logger("org.example").error("said this" + end + FORGED, thrown);
        logger("com.iam.audit").info("login this" + end + FORGED);

        for (String file : List.of(log(), audit(), printed())) {
            assertThat(file.split("[\\v\\u0000]")).anyMatch(line -> line.contains("this\\") && line.endsWith(FORGED))
                    .noneMatch(line -> line.startsWith("1999"));
        }
        assertThat(log()).contains("\tat ").contains("Caused by: java.lang.RuntimeException: cause\\")
                .contains("\tSuppressed: java.lang.RuntimeException: suppressed\\");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u001b[2J", "\u009b31m", "\u202e", "\u2066", "\u200f", "\u061c", "\u200b", "\u007f", "\udb40\udc41"})
    void nothingControlsATerminalTurnsTextAroundOrHides(String hostile) throws Exception {
        Thread.currentThread().setName("test" + hostile);
        try {
            logger("com.iam.web").error("said " + hostile, new IllegalStateException(hostile));
            logger("com.iam.audit").info("login " + hostile);
        } finally {
            Thread.currentThread().setName("test");
        }
        for (String file : List.of(log(), audit(), printed())) {
            assertThat(file).doesNotContain(hostile).contains(String.format("\\u%04X", (int) hostile.charAt(0)));
        }
    }

    @Test
    void whatIsHarmlessStaysAsItIs() throws Exception {
        logger("com.iam.web").error("Grüße, \\n, 漢字, 😀 {}", "\"quoted\"");

        assertThat(log()).contains("Grüße, \\n, 漢字, 😀 \"quoted\"");
        assertThat(printed()).contains("Grüße");
    }

    @Test
    void aLineHasAnEnd() throws Exception {
        logger("com.iam.web").error("x".repeat(1_000_000), new IllegalStateException("y".repeat(1_000_000)));

        assertThat(log().lines().mapToInt(String::length).max().getAsInt()).isLessThan(8200);
        assertThat(log()).contains("... (992000 characters more)").contains("... (998000 characters more)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"org.redisson.client.handler.CommandDecoder", "io.netty.util.ResourceLeakDetector", "org.eclipse.jetty.util.HostPort"})
    void librariesThatQuoteStrangersAreCountedAndNotQuoted(String name) throws Exception {
        for (int i = 0; i < 1000; i++) {
            logger(name).error("No decoder found for decoding: [applied, D9_RhlmtX]", new IllegalStateException("D9_RhlmtX"));
        }

        assertThat(log()).doesNotContain("D9_RhlmtX").contains("ERROR java.lang.IllegalStateException").hasLineCount(1);
        assertThat(printed()).isEmpty();
    }

    @Test
    void otherLibrariesHaveABudgetAndThisProductSaysAll() throws Exception {
        for (int i = 0; i < 1000; i++) {
            logger("com.zaxxer.hikari.pool.PoolBase").warn("Failed to validate a connection");
            logger("com.iam.web").warn("ours");
        }

        assertThat(log().lines().filter(line -> line.contains("Failed to validate"))).hasSize(60);
        assertThat(log().lines().filter(line -> line.contains("ours"))).hasSize(1000);
    }

    @Test
    void theConsoleHasWarningsAndGoodNews() {
        logger("com.iam.configuration").info(MarkerFactory.getMarker("NEWS"), "FILE: KEY: the problem is over");
        logger("com.iam.web").warn("bad news");
        logger("com.iam.web").info("no news");

        assertThat(printed().lines()).hasSize(2);
        assertThat(printed()).containsPattern("\\d\\d:\\d\\d:\\d\\d INFO  configuration: FILE: KEY: the problem is over").contains("bad news");
    }

    @Test
    void whatIsWrongWithLoggingItselfIsSaid() {
        PrintStream before = System.err;
        ByteArrayOutputStream errors = new ByteArrayOutputStream();
        System.setErr(new PrintStream(errors, true, StandardCharsets.UTF_8));
        try {
            for (int i = 0; i < 100; i++) {
                context.getStatusManager().add(new ErrorStatus("cannot be\nwritten", this, new IOException("why\nnot")));
            }
        } finally {
            System.setErr(before);
        }
        assertThat(errors.toString(StandardCharsets.UTF_8)).hasLineCount(10)
                .startsWith("iam: logging: cannot be\\nwritten: java.io.IOException: why\\nnot");
    }

    private Logger logger(String name) {
        return context.getLogger(name);
    }

    private String log() throws Exception {
        return Files.readString(work.resolve("logs/iam.log"));
    }

    private String audit() throws Exception {
        return Files.readString(work.resolve("logs/audit.log"));
    }

    private String printed() {
        return printed.toString(StandardCharsets.UTF_8);
    }
}
