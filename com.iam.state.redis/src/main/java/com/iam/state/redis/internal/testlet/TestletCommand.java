package com.iam.state.redis.internal.testlet;

import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToIntBiFunction;

import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

import com.iam.state.api.ConfigurationProblem;
import com.iam.state.api.Deadline;
import com.iam.state.api.Testlet;

/**
 * {@code ./iam testlet [NAME]}, for the launcher: a service of a type of the JDK, since the two share no other classes. It
 * takes the words after the command and the console, and returns the exit code.
 */
@Component(service = ToIntBiFunction.class, property = "iam.command=testlet")
public final class TestletCommand implements ToIntBiFunction<List<String>, PrintStream> {

    private static final int PASSED = 0;
    private static final int FAILED = 1;
    private static final int NOTHING_DONE = 2;
    private static final Duration SETTLING = Duration.ofSeconds(15);

    private final BundleContext context;

    @Activate
    public TestletCommand(BundleContext context) {
        this.context = context;
    }

    @Override
    public int applyAsInt(List<String> words, PrintStream console) {
        Path settings = Path.of(String.valueOf(context.getProperty("iam.instance")), "conf");
        List<String> files = ConfiguredFiles.of(settings, "com.iam.state.redis-");
        if (files.isEmpty()) {
            console.println("No Redis repository is configured: " + settings + " has no com.iam.state.redis-NAME.config");
            return NOTHING_DONE;
        }
        awaitAll(files);
        List<ServiceReference<Testlet>> testlets = new ArrayList<>(services(Testlet.class));
        testlets.sort(Comparator.comparing(TestletCommand::name));
        if (!words.isEmpty()) {
            testlets.removeIf(each -> !words.contains(name(each)));
        }
        List<ConfigurationProblem> problems = problems();
        problems.forEach(problem -> console.println(StageLines.line("FAILED", "Settings", problem.line())));
        if (testlets.isEmpty() && problems.isEmpty()) {
            console.println("No Redis repository has this name; there are: " + String.join(", ",
                    services(Testlet.class).stream().map(TestletCommand::name).sorted().toList()));
            return NOTHING_DONE;
        }
        boolean passed = problems.isEmpty();
        for (ServiceReference<Testlet> each : testlets) {
            passed &= run(context.getService(each), name(each), console);
        }
        return passed ? PASSED : FAILED;
    }

    private static boolean run(Testlet testlet, String name, PrintStream console) {
        if (testlet == null) {
            return false;
        }
        console.println("Repository " + name);
        var report = testlet.run(stage -> StageLines.of(stage).forEach(console::println));
        console.println(StageLines.summary(report));
        return report.passed();
    }

    /** Settings become known one after the other, and nobody says which were the last. */
    private void awaitAll(List<String> files) {
        Deadline limit = Deadline.after(SETTLING);
        while (!known().containsAll(files) && !limit.hasPassed()) {
            try {
                Thread.sleep(50);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private List<String> known() {
        List<String> known = new ArrayList<>(problems().stream().map(ConfigurationProblem::file).toList());
        services(Testlet.class).forEach(each -> known.add(String.valueOf(each.getProperty(Testlet.SOURCE))));
        return known;
    }

    private List<ConfigurationProblem> problems() {
        return services(ConfigurationProblem.class).stream().map(context::getService)
                .filter(problem -> problem != null && problem.pid().startsWith("com.iam.state"))
                .sorted(Comparator.comparing(ConfigurationProblem::line)).toList();
    }

    private static String name(ServiceReference<Testlet> reference) {
        return String.valueOf(reference.getProperty(Testlet.NAME));
    }

    private <T> Collection<ServiceReference<T>> services(Class<T> type) {
        try {
            return context.getServiceReferences(type, null);
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException("there is no filter", e);
        }
    }
}
