package com.iam.state.core.internal;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

import com.iam.state.api.ManagerStatus;
import com.iam.state.api.StateManager;
import com.iam.state.api.StateRepository;
import com.iam.state.support.config.InvalidSettingException;
import com.iam.state.support.config.ProblemReporter;
import com.iam.state.support.config.Settings;

/**
 * One state manager for each configuration of a module, on top of MAIN SETTINGS.
 *
 * <p>It binds every repository and chooses among them itself: Declarative Services would unbind the old one for a
 * filter that matches nothing, and would run a swap while it holds its own lock.
 */
@Component(configurationPid = {MainSettings.PID, ManagerConfig.PID}, configurationPolicy = ConfigurationPolicy.REQUIRE,
        property = ManagerSettings.TARGET + "=(state.repository=memory)", service = {}, immediate = true)
public final class StateManagerComponent {

    private final ProblemReporter settingProblems;
    private final ProblemReporter choiceProblems;
    private final SettingOrigin origin;
    private final BundleContext context;
    private final RepositorySwitch repositories;
    private ServiceRegistration<StateManager> registration;
    private volatile ManagerSettings settings;
    private volatile Map<String, Object> accepted;
    private volatile Optional<String> note = Optional.empty();

    @Activate
    public StateManagerComponent(BundleContext context, @Reference ConfigurationAdmin configurations,
            ManagerConfig defaults, Map<String, Object> properties) {
        this.context = context;
        this.settingProblems = new ProblemReporter(context);
        this.choiceProblems = new ProblemReporter(context);
        this.origin = new SettingOrigin(configurations);
        this.repositories = new RepositorySwitch(InstantSource.system(), this::trouble);
        modified(properties);
    }

    @Modified
    void modified(Map<String, Object> properties) {
        ManagerSettings next;
        try {
            next = ManagerSettings.of(new Settings(properties));
            if (settings != null && !settings.module().equals(next.module())) {
                throw new InvalidSettingException("module", "cannot be changed; remove the file and add another one");
            }
        } catch (InvalidSettingException e) {
            settingProblems.report(origin.of(e.key(), properties), e, registration == null
                    ? "there is no state manager until this is mended"
                    : "the last good configuration stays in force");
            return;
        }
        settingProblems.clear();
        settings = next;
        accepted = properties;
        repositories.configure(next);
        if (registration == null) {
            publish(next);
        }
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC, unbind = "removeRepository")
    void addRepository(ServiceReference<StateRepository> reference, StateRepository repository) {
        repositories.added(reference, repository);
    }

    void removeRepository(ServiceReference<StateRepository> reference, StateRepository repository) {
        repositories.removed(reference, repository);
    }

    @Deactivate
    void deactivate() {
        if (registration != null) {
            registration.unregister();
        }
        repositories.stop();
        settingProblems.clear();
        choiceProblems.clear();
    }

    private void publish(ManagerSettings first) {
        StateManager manager = new DefaultStateManager(new RepositoryCalls(repositories.gate()), () -> settings,
                this::status, InstantSource.system(), new SecureRandom()::nextBytes);
        registration = context.registerService(StateManager.class, manager,
                FrameworkUtil.asDictionary(Map.of(StateManager.MODULE, first.module())));
    }

    private ManagerStatus status() {
        Optional<Bound> bound = repositories.gate().current();
        return new ManagerStatus(settings.module(), bound.map(each -> each.repository().info()),
                settings.repository().toString(), settings.timeouts(), bound.flatMap(Bound::progress),
                note.map(List::of).orElse(List.of()));
    }

    private void trouble(Optional<String> what) {
        note = what;
        if (what.isPresent()) {
            Settings source = origin.of(ManagerSettings.TARGET, accepted);
            choiceProblems.report(source, new InvalidSettingException(ManagerSettings.TARGET, what.get()),
                    "module " + settings.module());
        } else {
            choiceProblems.clear();
        }
    }
}
