package com.iam.state.redis.internal.testlet;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToIntBiFunction;

import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

import com.iam.configuration.ConfigurationProblem;
import com.iam.state.api.admin.Testlet;
import com.iam.support.offline.OfflineInstance;

/**
 * {@code ./iam testlet [NAME]}, for the launcher: a service of a type of the JDK, since the two share no other classes. It
 * takes the words after the command and the console, and returns the exit code.
 */
@Component(service = ToIntBiFunction.class, property = "iam.command=testlet")
public final class TestletCommand implements ToIntBiFunction<List<String>, PrintStream> {

    private static final int PASSED = 0;
    private static final int FAILED = 1;
    private static final int NOTHING_DONE = 2;
    private static final String OURS = "com.iam.state";

    private final BundleContext context;
    private final OfflineInstance instance;

    @Activate
    public TestletCommand(BundleContext context) {
        this.context = context;
        this.instance = new OfflineInstance(context);
    }

    @Override
    public int applyAsInt(List<String> words, PrintStream console) {
        List<String> files = instance.files("com.iam.state.redis-");
        if (files.isEmpty()) {
            console.println("No Redis repository is configured: " + instance.settings() + " has no com.iam.state.redis-NAME.config");
            return NOTHING_DONE;
        }
        instance.awaitUntil(() -> known().containsAll(files));
        List<ServiceReference<Testlet>> testlets = new ArrayList<>(instance.services(Testlet.class));
        testlets.sort(Comparator.comparing(TestletCommand::name));
        if (!words.isEmpty()) {
            testlets.removeIf(each -> !words.contains(name(each)));
        }
        List<ConfigurationProblem> problems = instance.problems(OURS);
        problems.forEach(problem -> console.println(StageLines.line("FAILED", "Settings", problem.line())));
        if (testlets.isEmpty() && problems.isEmpty()) {
            console.println("No Redis repository has this name; there are: " + String.join(", ",
                    instance.services(Testlet.class).stream().map(TestletCommand::name).sorted().toList()));
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

    private List<String> known() {
        List<String> known = new ArrayList<>(instance.problems(OURS).stream().map(ConfigurationProblem::file).toList());
        instance.services(Testlet.class).forEach(each -> known.add(String.valueOf(each.getProperty(Testlet.SOURCE))));
        return known;
    }

    private static String name(ServiceReference<Testlet> reference) {
        return String.valueOf(reference.getProperty(Testlet.NAME));
    }
}
