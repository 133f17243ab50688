package com.iam.launcher;

import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.osgi.framework.BundleException;

import com.iam.support.web.FrontSettings;

/**
 * The command {@code run}, but for those of bundles: lays out the instance, takes the work folder, starts, reports,
 * and stops on a signal.
 */
public final class Main {

    private static final Duration READY_LIMIT = Duration.ofSeconds(60);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(15);

    private final Arguments arguments;
    /** Never closed, and reachable until the end: the lock must outlive the framework. */
    private final WorkFolder work;
    private final PrintStream console;
    private volatile boolean ready;
    private volatile boolean stopping;

    private Main(Arguments arguments, WorkFolder work, PrintStream console) {
        this.arguments = arguments;
        this.work = work;
        this.console = console;
    }

    /** Exits with 0 after a signal and with 2 when nothing was started. */
    public static void main(String[] words) throws IOException {
        try {
            if (OfflineArguments.isMeantBy(List.of(words))) {
                System.exit(OfflineCommand.run(List.of(words), System.out, System.err));
            }
            Arguments arguments = Arguments.parse(List.of(words));
            new Main(arguments, prepare(arguments), System.out).run();
        } catch (Refusal e) {
            System.err.println("iam: " + e.getMessage());
            // Not exit: what would be stopped has not started.
            Runtime.getRuntime().halt(Refusal.EXIT_CODE);
        }
    }

    private static WorkFolder prepare(Arguments arguments) throws Refusal, IOException {
        WorkFolder work = WorkFolder.take(arguments.work());
        work.warning().ifPresent(warning -> System.err.println("iam: warning: " + warning));
        new Layout(arguments.distribution(), arguments.instance()).complete();
        Ownership.ofThisProcess().warnings(arguments.instance()).forEach(warning -> System.err.println("iam: warning: " + warning));
        if (arguments.refresh()) {
            LaidOut.refresh(arguments.distribution().resolve("load"), arguments.instance().resolve("load"))
                    .forEach(bundle -> System.out.println("Refreshed " + bundle));
        }
        return work;
    }

    private void run() throws Refusal {
        Map<String, String> settings = FrameworkSettings.of(arguments);
        Address address = FrameworkSettings.address(settings);
        Address management = FrameworkSettings.management(settings);
        address.requireFree("--port");
        if (!management.equals(address)) {
            management.requireFree(FrontSettings.PORT);
        }
        console.println("Starting on " + address.uri(""));
        // Read by logback and the JDK, which know nothing of framework properties.
        System.setProperty("iam.work", work.path().toString());
        System.setProperty("java.io.tmpdir", work.tmp().toString());
        System.setProperty("java.util.logging.config.file",
                arguments.distribution().resolve("launcher/jul.properties").toString());
        System.setProperty("logback.configurationFile", logging().toUri().toString());
        Farewell farewell = new Farewell(FrameworkSettings.drain(settings));
        RunningInstance running = RunningInstance.create(settings, arguments);
        Thread main = Thread.currentThread();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(running, farewell, main), "stop"));
        StopSignals.handle(farewell);
        try {
            running.start(settings);
            report(running, address, management);
            running.tellOfBundles(console);
            running.awaitStop();
        } catch (InterruptedException | Refusal e) {
            // Asked to stop, whatever that broke here: the hook ends the process.
            if (e instanceof Refusal refusal && !stopping) {
                throw refusal;
            }
        }
    }

    private Path logging() {
        Path own = arguments.instance().resolve("conf/logback.xml");
        return Files.isRegularFile(own) ? own : arguments.distribution().resolve("conf/logback.xml");
    }

    private void report(RunningInstance running, Address address, Address management) throws InterruptedException {
        Path log = work.logs().resolve("iam.log");
        Readiness readiness = new Readiness(running::missing, console::println, InstantSource.system());
        List<String> missing = readiness.await(READY_LIMIT);
        if (!missing.isEmpty()) {
            console.println("Not ready after " + READY_LIMIT.toSeconds() + " s. Missing: " + String.join("; ", missing)
                    + ". The log is " + log + ". Still running; Ctrl-C stops.");
            readiness.await(Duration.ofDays(36500));
        }
        ready = true;
        console.printf(Locale.ROOT, "Ready in %.1f s%n", ManagementFactory.getRuntimeMXBean().getUptime() / 1000.0);
        console.println("  Loginapp  " + address.uri("/auth-login/ui/"));
        console.println("  Adminapp  " + management.uri("/auth-admin/ui/"));
        console.println("  Health    " + management.uri("/health/ready"));
        console.println("  Settings  " + arguments.instance().resolve("conf"));
        console.println("  Log       " + log);
    }

    private void stop(RunningInstance running, Farewell farewell, Thread main) {
        stopping = true;
        main.interrupt();
        try {
            running.takeLeave(farewell, ready, console);
            boolean clean = running.stop(STOP_LIMIT);
            console.println(clean ? "Stopped." : "Stopped, though not everything had ended after "
                    + STOP_LIMIT.toSeconds() + " s.");
        } catch (BundleException | InterruptedException e) {
            console.println("Stopped: " + e);
        }
        console.flush();
        // A signal alone would make the exit code 130 or 143, and a clean stop is no error.
        Runtime.getRuntime().halt(0);
    }
}
