package com.iam.state.crypto.internal;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.ToIntBiFunction;
import java.util.stream.Stream;

import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

import com.iam.state.api.ConfigurationProblem;
import com.iam.state.api.Deadline;
import com.iam.state.api.StateEncryption;

/**
 * {@code ./iam key check}, for the launcher: what the settings of an instance come to before they are rolled out. It asks no
 * Redis; the Testlet does.
 */
@Component(service = ToIntBiFunction.class, property = "iam.command=key-check")
public final class KeyCheckCommand implements ToIntBiFunction<List<String>, PrintStream> {

    private static final int PASSED = 0;
    private static final int FAILED = 1;
    private static final int NOTHING_DONE = 2;
    private static final String OURS = "com.iam.state.crypto.";
    private static final Duration SETTLING = Duration.ofSeconds(15);

    private final BundleContext context;

    @Activate
    public KeyCheckCommand(BundleContext context) {
        this.context = context;
    }

    @Override
    public int applyAsInt(List<String> words, PrintStream console) {
        Path settings = Path.of(String.valueOf(context.getProperty("iam.instance")), "conf");
        long files = files(settings);
        if (files == 0) {
            console.println("No encryption is configured: " + settings + " has no " + OURS + "KIND-NAME.config");
            return NOTHING_DONE;
        }
        await(files);
        List<ServiceReference<StateEncryption>> encryptions = services(StateEncryption.class).stream()
                .sorted(Comparator.comparing(KeyCheckCommand::label)).toList();
        encryptions.forEach(each -> show(each, console));
        List<ConfigurationProblem> problems = problems();
        problems.forEach(problem -> console.println("FAILED   " + problem.line()));
        long silent = files - encryptions.size() - problems.size();
        if (silent > 0) {
            console.println("FAILED   " + silent + " of " + files
                    + " configurations came to nothing: what they need is missing, as a filter that matches no encryption");
        }
        console.println(encryptions.size() + " of " + files + " encryptions can be used");
        return problems.isEmpty() && silent <= 0 ? PASSED : FAILED;
    }

    private void show(ServiceReference<StateEncryption> reference, PrintStream console) {
        StateEncryption encryption = context.getService(reference);
        if (encryption == null) {
            return;
        }
        console.println(label(reference));
        encryption.keys().forEach(key -> console.println("  " + key.id() + "  " + key.use().name().toLowerCase(Locale.ROOT)));
        encryption.warning().ifPresent(warning -> console.println("  WARNING  " + warning));
    }

    /** Settings become known one after the other, and nobody says which were the last. */
    private void await(long files) {
        Deadline limit = Deadline.after(SETTLING);
        while (services(StateEncryption.class).size() + problems().size() < files && !limit.hasPassed()) {
            try {
                Thread.sleep(50);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private static long files(Path settings) {
        try (Stream<Path> all = Files.list(settings)) {
            return all.map(file -> file.getFileName().toString())
                    .filter(name -> name.startsWith(OURS) && name.endsWith(".config")).count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<ConfigurationProblem> problems() {
        return services(ConfigurationProblem.class).stream().map(context::getService).filter(Objects::nonNull)
                .filter(problem -> problem.pid().startsWith(OURS)).sorted(Comparator.comparing(ConfigurationProblem::line))
                .toList();
    }

    private static String label(ServiceReference<StateEncryption> reference) {
        return reference.getProperty(StateEncryption.KIND) + " '" + reference.getProperty(StateEncryption.NAME) + "'";
    }

    private <T> Collection<ServiceReference<T>> services(Class<T> type) {
        try {
            return context.getServiceReferences(type, null);
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException("there is no filter", e);
        }
    }
}
