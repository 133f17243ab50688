package com.iam.state.crypto.internal;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.ToIntBiFunction;

import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

import com.iam.configuration.ConfigurationProblem;
import com.iam.state.api.admin.Testlet;
import com.iam.state.api.provider.StateEncryption;
import com.iam.state.support.guard.GuardedEncryption;
import com.iam.support.offline.OfflineInstance;

/**
 * {@code ./iam key check}, for the launcher: what the settings of an instance come to before they are rolled out. It asks no
 * Redis; the Testlet does.
 */
@Component(service = ToIntBiFunction.class, property = "iam.command=key-check")
public final class KeyCheckCommand implements ToIntBiFunction<List<String>, PrintStream> {

    private static final int PASSED = 0;
    private static final int FAILED = 1;
    private static final int NOTHING_DONE = 2;
    private static final Duration TRIAL = Duration.ofSeconds(5);
    private static final String OURS = "com.iam.state.crypto.";
    private static final String REPOSITORIES = "com.iam.state.redis";

    private final BundleContext context;
    private final OfflineInstance instance;

    @Activate
    public KeyCheckCommand(BundleContext context) {
        this.context = context;
        this.instance = new OfflineInstance(context);
    }

    @Override
    public int applyAsInt(List<String> words, PrintStream console) {
        int files = instance.files(OURS).size();
        if (files == 0) {
            console.println("No encryption is configured: " + instance.settings() + " has no " + OURS + "KIND-NAME.config");
            return NOTHING_DONE;
        }
        int repositories = instance.files(REPOSITORIES + "-").size();
        instance.awaitUntil(() -> encryptions().size() + instance.problems(OURS).size() >= files
                && instance.services(Testlet.class).size() + instance.problems(REPOSITORIES).size() >= repositories);
        List<ServiceReference<StateEncryption>> encryptions = encryptions();
        long fit = encryptions.stream().filter(each -> show(each, console)).count();
        List<ConfigurationProblem> problems = instance.problems(OURS);
        problems.forEach(problem -> console.println("FAILED   " + problem.line()));
        List<String> ambiguities = ambiguities(encryptions);
        ambiguities.forEach(line -> console.println("FAILED   " + line));
        int silent = files - encryptions.size() - problems.size();
        if (silent > 0) {
            console.println("FAILED   " + silent + " of " + files
                    + " configurations came to nothing: what they need is missing, as a filter that matches no encryption");
        }
        console.println(fit + " of " + files + " encryptions can be used");
        return problems.isEmpty() && ambiguities.isEmpty() && silent <= 0 && fit == encryptions.size() ? PASSED : FAILED;
    }

    private List<String> ambiguities(List<ServiceReference<StateEncryption>> encryptions) {
        return instance.services(ConfigurationAdmin.class).stream().map(context::getService).filter(Objects::nonNull).findFirst()
                .map(settings -> TargetCheck.ambiguities(settings, encryptions)).orElse(List.of());
    }

    /** Returns whether it does what an encryption should. */
    private boolean show(ServiceReference<StateEncryption> reference, PrintStream console) {
        StateEncryption encryption = context.getService(reference);
        if (encryption == null) {
            return false;
        }
        GuardedEncryption guarded = new GuardedEncryption(encryption, label(reference),
                Boolean.TRUE.equals(reference.getProperty(StateEncryption.LOCAL)));
        console.println(label(reference));
        Optional<String> wrong = guarded.rehearse(TRIAL);
        if (wrong.isPresent()) {
            console.println("FAILED   " + label(reference) + " cannot be used: " + wrong.get());
            return false;
        }
        guarded.keys().forEach(key -> console.println("  " + key.id() + "  " + key.use().name().toLowerCase(Locale.ROOT)));
        guarded.warning().ifPresent(warning -> console.println("  WARNING  " + warning));
        return true;
    }

    private List<ServiceReference<StateEncryption>> encryptions() {
        return instance.services(StateEncryption.class).stream().sorted(Comparator.comparing(KeyCheckCommand::label)).toList();
    }

    static String label(ServiceReference<StateEncryption> reference) {
        return reference.getProperty(StateEncryption.KIND) + " '" + reference.getProperty(StateEncryption.NAME) + "'";
    }
}
