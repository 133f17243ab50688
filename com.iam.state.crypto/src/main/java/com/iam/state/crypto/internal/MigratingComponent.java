package com.iam.state.crypto.internal;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

import com.iam.state.api.provider.StateEncryption;
import com.iam.support.config.Settings;
import com.iam.support.config.UnknownKeys;
import com.iam.support.threads.Threads;

/**
 * Feeds one {@link MigrationService} for each configuration. It binds all encryptions and leaves the choice to the
 * service, since Declarative Services would let go of one as soon as a filter matches nothing.
 */
@Component(configurationPid = MigratingComponent.PID, configurationPolicy = ConfigurationPolicy.REQUIRE,
        service = {}, immediate = true)
@Designate(ocd = MigratingComponent.Config.class, factory = true)
public final class MigratingComponent {

    static final String PID = "com.iam.state.crypto.migrating";

    @ObjectClassDefinition(name = "IAM Migrating State Encryption",
            description = "Moves session state from one encryption to another while it is in use")
    @interface Config {

        @AttributeDefinition(name = "Name", description = "For filters; the factory suffix by default", required = false)
        String name() default "";

        @AttributeDefinition(name = "Previous encryption", description = "OSGi filter, as in (name=old)")
        String previousEncryption_target();

        @AttributeDefinition(name = "New encryption", description = "OSGi filter, as in (name=new)")
        String newEncryption_target();

        @AttributeDefinition(name = "Phase", options = {
            @Option(label = "read-both: seals with the previous, opens both", value = "read-both"),
            @Option(label = "write-new: seals with the new, opens both", value = "write-new"),
            @Option(label = "retired: seals with the new, opens only the new", value = "retired")},
                description = "To be raised one step at a time, on all instances")
        String phase() default "read-both";

        @AttributeDefinition(name = "Deadline", required = false,
                description = "From when on unencrypted state is refused: an instant (ISO 8601) such as 2026-01-31T18:00:00Z, at "
                        + "most one session lifetime ahead. Required if the previous encryption is none.")
        String deadline() default "";

        @AttributeDefinition(name = "Maximum session lifetime", description = "Seconds, 1 to 2592000: limits the deadline",
                min = "1", max = "2592000")
        int maximumSessionLifetime() default MigratingSettings.DEFAULT_LIFETIME_SECONDS;
    }

    private final Map<StateEncryption, Candidate> candidates = new ConcurrentHashMap<>();
    private final InstantSource clock;
    private final ScheduledExecutorService timer = new ScheduledThreadPoolExecutor(1,
            Threads.daemon("iam-migration-deadline"), new ThreadPoolExecutor.DiscardPolicy());
    private volatile MigrationService service;

    public MigratingComponent() {
        this(InstantSource.system());
    }

    MigratingComponent(InstantSource clock) {
        this.clock = clock;
    }

    @Activate
    void activate(BundleContext context, Config defaults, Map<String, Object> properties) {
        UnknownKeys.tell(new Settings(properties), Config.class, "candidate");
        MigrationService activated = new MigrationService(context, clock, candidates.values(), this::refreshAt);
        activated.configure(properties);
        service = activated;
        activated.refresh(); // for what was bound in between
    }

    @Modified
    void modified(Map<String, Object> properties) {
        UnknownKeys.tell(new Settings(properties), Config.class, "candidate");
        service.configure(properties);
    }

    @Deactivate
    void deactivate() {
        timer.shutdownNow();
        service.withdraw();
    }

    @Reference(name = "candidate", service = StateEncryption.class, target = "(!(state.encryption=migrating))",
            cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC, updated = "bind", unbind = "unbind")
    void bind(StateEncryption encryption, Map<String, Object> properties) {
        candidates.put(encryption, new Candidate(encryption, Map.copyOf(properties)));
        refresh();
    }

    void unbind(StateEncryption encryption) {
        candidates.remove(encryption);
        refresh();
    }

    private void refresh() {
        Optional.ofNullable(service).ifPresent(MigrationService::refresh);
    }

    private void refreshAt(Instant deadline) {
        long milliseconds = Math.max(0, Duration.between(clock.instant(), deadline).toMillis()) + 1;
        timer.schedule(() -> {
            refresh();
            if (clock.instant().isBefore(deadline)) {
                refreshAt(deadline); // the clock was set back meanwhile
            }
        }, milliseconds, TimeUnit.MILLISECONDS);
    }
}
