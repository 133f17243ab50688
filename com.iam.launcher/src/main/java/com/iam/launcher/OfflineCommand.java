package com.iam.launcher;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToIntBiFunction;

import org.osgi.framework.BundleException;

/**
 * Runs a command that a bundle has, without a running instance: in a framework with the settings of an instance but
 * without HTTP, users and modules, whose work folder is temporary. The command is a service with the property
 * {@code iam.command}.
 */
final class OfflineCommand {

    static final String EXAMINE_ONLY = "iam.examine.only";

    private static final Duration START_LIMIT = Duration.ofSeconds(30);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(5);

    private final OfflineArguments arguments;
    private final PrintStream console;
    private volatile RunningInstance running;

    private OfflineCommand(OfflineArguments arguments, PrintStream console) {
        this.arguments = arguments;
        this.console = console;
    }

    /** @return the exit code of the command, or that of a refusal; to be followed by the end of the process */
    static int run(List<String> words, PrintStream console, PrintStream errors) {
        try {
            return new OfflineCommand(OfflineArguments.parse(words), console).run();
        } catch (Refusal e) {
            errors.println("iam: " + e.getMessage());
            return Refusal.EXIT_CODE;
        }
    }

    private int run() throws Refusal {
        Path folder = temporary();
        // However the process ends, Ctrl-C included, nothing is left behind.
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            // What an interrupted start has to say does not help.
            System.setOut(new PrintStream(OutputStream.nullOutputStream()));
            System.setErr(System.out);
            stop();
            OfflineFolder.delete(folder);
        }, "tidy"));
        Arguments layout = OfflineFolder.prepare(arguments, folder);
        WorkFolder.take(layout.work());
        Map<String, String> settings = FrameworkSettings.of(layout);
        settings.put("iam.instance", arguments.instance().toString());
        settings.put(EXAMINE_ONLY, "true");
        System.setProperty("iam.work", layout.work().toString());
        System.setProperty("java.io.tmpdir", layout.work().resolve("tmp").toString());
        System.setProperty("java.util.logging.config.file",
                arguments.distribution().resolve("launcher/jul.properties").toString());
        System.setProperty("logback.configurationFile",
                arguments.distribution().resolve("launcher/offline-logback.xml").toUri().toString());
        running = RunningInstance.create(settings, layout);
        running.start(settings);
        try {
            return command().applyAsInt(arguments.words(), console);
        } catch (InterruptedException e) {
            throw new Refusal("interrupted", e);
        }
    }

    @SuppressWarnings("unchecked") // the contract of the property iam.command
    private ToIntBiFunction<List<String>, PrintStream> command() throws InterruptedException, Refusal {
        long end = System.nanoTime() + START_LIMIT.toNanos();
        while (System.nanoTime() < end) {
            Optional<Object> service = running.service(ToIntBiFunction.class, "(iam.command=" + arguments.command() + ")");
            if (service.isPresent()) {
                return (ToIntBiFunction<List<String>, PrintStream>) service.get();
            }
            Thread.sleep(20);
        }
        throw new Refusal("no bundle has the command " + arguments.command() + "; missing: "
                + String.join("; ", running.idle()));
    }

    private void stop() {
        try {
            if (running != null) {
                running.stop(STOP_LIMIT);
            }
        } catch (BundleException | InterruptedException e) {
            // The process ends now in any case.
            Thread.currentThread().interrupt();
        }
    }

    private static Path temporary() throws Refusal {
        try {
            return Files.createTempDirectory("iam-offline");
        } catch (IOException e) {
            throw new Refusal("there is no room for a temporary folder: " + e, e);
        }
    }
}
