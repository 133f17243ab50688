package com.iam.state.core.internal;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import org.osgi.framework.BundleContext;
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

import com.iam.state.api.SessionEndListener;
import com.iam.state.api.StateManager;
import com.iam.state.api.admin.ManagerStatus;
import com.iam.state.api.admin.SessionAdministration;
import com.iam.state.api.provider.StateRepository;
import com.iam.support.config.InvalidSettingException;
import com.iam.support.config.ProblemReporter;
import com.iam.support.config.Settings;
import com.iam.support.config.UnknownKeys;

/**
 * One state manager for each configuration of a module, on top of MAIN SETTINGS.
 *
 * <p>It binds every repository and chooses among them itself: Declarative Services would unbind the old one for a
 * filter that matches nothing, and would run a swap while it holds its own lock.
 */
@Component(configurationPid = ManagerConfig.PID, configurationPolicy = ConfigurationPolicy.REQUIRE, service = {},
        immediate = true)
@Designate(ocd = ManagerConfig.class, factory = true)
public final class StateManagerComponent {

    private final ProblemReporter settingProblems;
    private final ProblemReporter choiceProblems;
    private final BundleContext context;
    private final ModuleClaims claims;
    private final EndDelivery ends;
    private final RepositorySwitch repositories;
    private volatile MainSettings main;
    private volatile Map<String, Object> configured;
    private volatile Settings origin;
    private volatile ManagerSettings settings;
    private volatile Optional<String> note = Optional.empty();
    private ServiceRegistration<?> registration;
    private boolean stopped;

    @Activate
    public StateManagerComponent(BundleContext context, @Reference ModuleClaims claims, ManagerConfig defaults,
            Map<String, Object> properties) {
        this.context = context;
        this.claims = claims;
        this.settingProblems = new ProblemReporter(context);
        this.choiceProblems = new ProblemReporter(context);
        this.ends = new EndDelivery(() -> settings, this::repositories);
        this.repositories = new RepositorySwitch(InstantSource.system(), this::trouble, ends::takeFrom);
        this.configured = properties;
    }

    @Activate
    void activate() {
        UnknownKeys.tell(new Settings(configured), ManagerConfig.class);
        apply();
    }

    @Modified
    void modified(Map<String, Object> properties) {
        UnknownKeys.tell(new Settings(properties), ManagerConfig.class);
        configured = properties;
        apply();
    }

    @Reference(updated = "mainSettingsChanged")
    void setMainSettings(MainSettings service) {
        main = service;
    }

    void mainSettingsChanged(MainSettings service) {
        apply();
    }

    private synchronized void apply() {
        if (stopped) {
            return;
        }
        Settings own = new Settings(configured);
        ManagerSettings next;
        try {
            Optional<MainSettings.Choice> choice = main.choice();
            if (choice.isEmpty() && !own.has(ManagerSettings.TARGET)) {
                return;
            }
            next = ManagerSettings.of(own, choice.map(MainSettings.Choice::repository).orElse(null),
                    choice.filter(MainSettings.Choice::leaveShared).isPresent());
            if (settings != null && !settings.module().equals(next.module())) {
                throw new InvalidSettingException("module", "cannot be changed; remove the file and add another one");
            }
            Optional<String> other = claims.claim(next.module(), this, own.source(), this::apply);
            if (other.isPresent()) {
                throw new InvalidSettingException("module", next.module() + " has a state manager by " + other.get() + " already");
            }
        } catch (InvalidSettingException e) {
            settingProblems.report(own, e, registration == null
                    ? "there is no state manager until this is mended"
                    : "the last good configuration stays in force");
            return;
        }
        settingProblems.clear();
        origin = own.has(ManagerSettings.TARGET) ? own : main.source();
        settings = next;
        repositories.configure(next);
        if (registration == null) {
            publish(next);
        }
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC, updated = "updateRepository",
            unbind = "removeRepository")
    void addRepository(ServiceReference<StateRepository> reference, StateRepository repository) {
        repositories.added(reference, repository);
    }

    void updateRepository(ServiceReference<StateRepository> reference, StateRepository repository) {
        addRepository(reference, repository);
    }

    void removeRepository(ServiceReference<StateRepository> reference, StateRepository repository) {
        repositories.removed(reference, repository);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC, unbind = "removeListener")
    void addListener(SessionEndListener listener) {
        ends.added(listener);
    }

    void removeListener(SessionEndListener listener) {
        ends.removed(listener);
    }

    @Deactivate
    void deactivate() {
        synchronized (this) {
            stopped = true;
        }
        if (registration != null) {
            registration.unregister();
            ends.stop();
        }
        repositories.stop();
        settingProblems.clear();
        choiceProblems.clear();
        claims.release(this);
    }

    private List<StateRepository> repositories() {
        return repositories.all();
    }

    private void publish(ManagerSettings first) {
        DefaultStateManager manager = new DefaultStateManager(new RepositoryCalls(repositories.gate()), () -> settings,
                this::status, InstantSource.system(), new SecureRandom()::nextBytes);
        registration = context.registerService(new String[] {StateManager.class.getName(), SessionAdministration.class.getName()}, manager,
                FrameworkUtil.asDictionary(Map.of(StateManager.MODULE, first.module())));
        ends.start();
    }

    private ManagerStatus status() {
        Optional<Bound> bound = repositories.gate().current();
        return new ManagerStatus(settings.module(), bound.map(each -> each.repository().info()),
                settings.repository().toString(), settings.timeouts(), bound.flatMap(each -> each.arrival().progress()),
                Stream.concat(note.stream(), bound.stream().flatMap(each -> each.arrival().notes().stream())).toList());
    }

    private void trouble(Optional<String> what) {
        note = what;
        if (what.isPresent()) {
            choiceProblems.report(origin, new InvalidSettingException(ManagerSettings.TARGET, what.get()),
                    "module " + settings.module() + " stays as it is");
        } else {
            choiceProblems.clear();
        }
    }
}
