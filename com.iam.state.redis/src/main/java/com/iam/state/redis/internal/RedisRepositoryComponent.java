package com.iam.state.redis.internal;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.metatype.annotations.Designate;

import com.iam.state.api.provider.StateEncryption;
import com.iam.state.api.provider.StateRepository;
import com.iam.support.config.InvalidSettingException;
import com.iam.support.config.ProblemReporter;
import com.iam.support.config.Settings;
import com.iam.support.config.UnknownKeys;

/**
 * Publishes one Redis repository for each configuration. New settings change it in place. It takes all encryptions and
 * chooses among them itself, so that a filter that matches nothing takes none away.
 */
@Component(configurationPid = RedisRepositoryComponent.PID, configurationPolicy = ConfigurationPolicy.REQUIRE,
        service = {}, immediate = true)
@Designate(ocd = RedisConfiguration.class, factory = true)
public final class RedisRepositoryComponent {

    static final String PID = "com.iam.state.redis";
    /** Framework property: no repository may serve here, its settings are only examined. */
    static final String EXAMINE_ONLY = "iam.examine.only";

    private final BundleContext context;
    private final ProblemReporter problems;
    private final Map<Long, Candidate> candidates = new ConcurrentHashMap<>();
    private final PublishedTestlet testlet;
    private volatile RunningRepository running;
    private ServiceRegistration<StateRepository> registration;

    @Activate
    public RedisRepositoryComponent(BundleContext context) {
        this.context = context;
        this.problems = new ProblemReporter(context);
        this.testlet = new PublishedTestlet(context, candidates, this::bound);
    }

    @Activate
    void activate(RedisConfiguration defaults, Map<String, Object> properties) {
        modified(properties);
    }

    @Modified
    void modified(Map<String, Object> properties) {
        Settings source = new Settings(properties);
        UnknownKeys.tell(source, RedisConfiguration.class);
        RedisSettings settings;
        try {
            settings = RedisSettings.of(source);
        } catch (InvalidSettingException e) {
            problems.report(source, e, running == null
                    ? "there is no repository until this is mended"
                    : "the last good configuration stays in force");
            return;
        }
        problems.clear();
        testlet.publish(settings, source);
        if (Boolean.parseBoolean(context.getProperty(EXAMINE_ONLY))) {
            return;
        }
        if (running == null) {
            running = new RunningRepository(settings, source, candidates, new ProblemReporter(context),
                    new ProblemReporter(context));
            registration = context.registerService(StateRepository.class, running.repository(),
                    FrameworkUtil.asDictionary(properties(settings)));
        } else {
            running.reconfigure(settings, source);
            registration.setProperties(FrameworkUtil.asDictionary(properties(settings)));
        }
    }

    @Deactivate
    void deactivate() {
        problems.clear();
        testlet.withdraw();
        if (running != null) {
            registration.unregister();
            running.close();
        }
    }

    @Reference(name = "candidates", service = StateEncryption.class, cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC, updated = "updatedCandidate", unbind = "unbindCandidate")
    void bindCandidate(ServiceReference<StateEncryption> reference, StateEncryption encryption) {
        Candidate candidate = candidate(reference, encryption);
        candidates.put(candidate.id(), candidate);
        RunningRepository current = running;
        if (current != null) {
            current.settle();
        }
    }

    void updatedCandidate(ServiceReference<StateEncryption> reference, StateEncryption encryption) {
        bindCandidate(reference, encryption);
    }

    void unbindCandidate(ServiceReference<StateEncryption> reference) {
        long id = (Long) reference.getProperty(Constants.SERVICE_ID);
        Bundle provider = reference.getBundle();
        RunningRepository current = running;
        if (current != null) {
            current.remove(id, provider != null && provider.getState() == Bundle.ACTIVE);
        } else {
            candidates.remove(id);
        }
    }

    private long bound() {
        RunningRepository current = running;
        return current == null ? -1 : current.bound();
    }

    private static Candidate candidate(ServiceReference<StateEncryption> reference, StateEncryption encryption) {
        Map<String, Object> properties = FrameworkUtil.asMap(reference.getProperties());
        int ranking = properties.get(Constants.SERVICE_RANKING) instanceof Integer number ? number : 0;
        return new Candidate((Long) properties.get(Constants.SERVICE_ID), ranking, properties, encryption);
    }

    private static Map<String, Object> properties(RedisSettings settings) {
        return Map.of(StateRepository.KIND, RedisStateRepository.KIND_REDIS, StateRepository.NAME, settings.name(),
                StateRepository.PUNCTUAL, true);
    }
}
