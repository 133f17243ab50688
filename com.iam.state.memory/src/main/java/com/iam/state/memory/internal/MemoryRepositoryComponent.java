package com.iam.state.memory.internal;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Dictionary;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

import com.iam.state.api.provider.StateRepository;
import com.iam.support.config.InvalidSettingException;
import com.iam.support.config.ProblemReporter;
import com.iam.support.config.Settings;
import com.iam.support.config.UnknownKeys;
import com.iam.support.threads.Threads;
import com.iam.support.time.SteadyTime;

/** Publishes one memory repository for each configuration. New settings change it in place: its states stay. */
@Component(configurationPid = MemoryRepositoryComponent.PID, configurationPolicy = ConfigurationPolicy.REQUIRE,
        service = {}, immediate = true)
@Designate(ocd = MemoryRepositoryComponent.Config.class, factory = true)
public final class MemoryRepositoryComponent {

    static final String PID = "com.iam.state.memory";

    @ObjectClassDefinition(name = "IAM Memory State Repository",
            description = "Keeps session state in the memory of this instance")
    @interface Config {

        @AttributeDefinition(name = "Name", description = "For filters; the factory suffix by default", required = false)
        String name() default "";

        @AttributeDefinition(name = "Capacity", description = "Sessions that may begin before new ones are refused, 1 to 100000000",
                min = "1", max = "100000000")
        int capacity() default 1_000_000;

        @AttributeDefinition(name = "Sweep interval", description = "Seconds between removals of what has expired, 1 to 3600",
                min = "1", max = "3600")
        int sweepInterval() default 10;
    }

    private final ProblemReporter problems;
    private final BundleContext context;
    private final ScheduledExecutorService sweeper = Threads.scheduler("iam-memory-sweep");
    private MemoryStateRepository repository;
    private ServiceRegistration<StateRepository> registration;
    private ScheduledFuture<?> sweeping;

    @Activate
    public MemoryRepositoryComponent(BundleContext context, Config defaults, Map<String, Object> properties) {
        this.context = context;
        this.problems = new ProblemReporter(context);
        modified(properties);
    }

    @Modified
    void modified(Map<String, Object> properties) {
        Settings settings = new Settings(properties);
        UnknownKeys.tell(settings, Config.class);
        String name;
        int capacity;
        Duration interval;
        try {
            name = settings.name();
            capacity = settings.integer("capacity", 1, 100_000_000);
            interval = settings.seconds("sweepInterval", 1, 3600);
        } catch (InvalidSettingException e) {
            problems.report(settings, e, repository == null
                    ? "there is no repository until this is mended"
                    : "the last good configuration stays in force");
            return;
        }
        problems.clear();
        if (repository == null) {
            publish(name, capacity);
        } else {
            repository.limit(capacity);
            repository.rename(name);
            registration.setProperties(properties(name));
            sweeping.cancel(false);
        }
        sweeping = sweeper.scheduleWithFixedDelay(() -> repository.sweep(interval.multipliedBy(2)), interval.toSeconds(),
                interval.toSeconds(), TimeUnit.SECONDS);
    }

    @Deactivate
    void deactivate() {
        sweeper.shutdownNow();
        problems.clear();
        if (registration != null) {
            registration.unregister();
        }
    }

    private void publish(String name, int capacity) {
        String location = "memory of this instance, " + UUID.randomUUID().toString().substring(0, 8);
        repository = new MemoryStateRepository(name, location, capacity, new SteadyTime(), InstantSource.system());
        registration = context.registerService(StateRepository.class, repository, properties(name));
    }

    private static Dictionary<String, Object> properties(String name) {
        return FrameworkUtil.asDictionary(Map.of(StateRepository.KIND, MemoryStateRepository.KIND_MEMORY, StateRepository.NAME, name,
                StateRepository.PUNCTUAL, true));
    }
}
