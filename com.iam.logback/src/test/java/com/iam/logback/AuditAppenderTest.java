package com.iam.logback;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.util.LogbackMDCAdapter;

/** The audit log of the logging configuration that instances start with, while its file cannot be written. */
class AuditAppenderTest {

    private final LoggerContext context = new LoggerContext();
    private final PrintStream errors = System.err;
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final long before = AuditLosses.total();
    @TempDir
    Path work;
    private Path file;

    @BeforeEach
    void configure() throws Exception {
        System.setErr(new PrintStream(printed, true, StandardCharsets.UTF_8));
        file = Files.createDirectories(work.resolve("logs")).resolve("audit.log");
        AuditLosses.told();
    }

    private void start() throws Exception {
        context.setMDCAdapter(new LogbackMDCAdapter());
        context.putProperty("iam.work", work.toString());
        JoranConfigurator configurator = new JoranConfigurator();
        configurator.setContext(context);
        configurator.doConfigure(Path.of("../cnf/conf/logback.xml").toFile());
    }

    @AfterEach
    void stop() {
        context.stop();
        System.setErr(errors);
    }

    @Test
    void linesThatCannotBeWrittenAreCountedToldOfAndNoted() throws Exception {
        Files.createDirectory(file);
        start();
        for (int i = 0; i < 55; i++) {
            log("lost " + i);
        }
        assertThat(AuditLosses.total() - before).isEqualTo(55);
        assertThat(AuditLosses.isLosing()).isTrue();
        assertThat(printed.toString(StandardCharsets.UTF_8)).hasLineCount(1)
                .startsWith("iam: lines of the audit log are being lost: " + file + " cannot be written: ");

        Files.delete(file);
        log("first");
        log("second");

        List<String> lines = Files.readAllLines(file);
        assertThat(lines).hasSize(3);
        assertThat(lines.get(0)).matches("\\S+ audit-gap lines=55 from=\\S+Z to=\\S+Z");
        assertThat(lines.get(1)).endsWith(" first");
        assertThat(lines.get(2)).endsWith(" second");
        assertThat(AuditLosses.isLosing()).isFalse();
        assertThat(printed.toString(StandardCharsets.UTF_8)).hasLineCount(2).contains("can be written again; 55 lines were lost");
    }

    @Test
    void aGapIsNotedWhenTheInstanceStops() throws Exception {
        Files.createDirectory(file);
        start();
        log("lost");
        Files.delete(file);

        context.stop();

        assertThat(Files.readString(file)).contains(" audit-gap lines=1 ").hasLineCount(1);
    }

    @Test
    void linesGoToTheEndOfWhatIsThere() throws Exception {
        Files.writeString(file, "of an earlier run\n");
        start();
        log("of this one");

        assertThat(Files.readAllLines(file)).hasSize(2).first().isEqualTo("of an earlier run");
        assertThat(printed.toString(StandardCharsets.UTF_8)).isEmpty();
    }

    private void log(String line) {
        context.getLogger("com.iam.audit").info(line);
    }
}
