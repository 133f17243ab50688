package com.iam.state.core.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

import org.osgi.framework.ServiceReference;

import com.iam.state.api.Change;
import com.iam.state.api.Session;
import com.iam.state.api.SessionOutcome.Live;
import com.iam.state.api.SessionState;
import com.iam.state.api.SessionToken;
import com.iam.state.api.admin.ManagerStatus;
import com.iam.state.api.provider.StateRepository;
import com.iam.state.memory.internal.MemoryStateRepository;
import com.iam.state.testkit.Await;
import com.iam.support.config.Settings;

/** A state manager with its switch, as the component puts them together, but without a framework. */
final class SwitchFixture implements AutoCloseable {

    final AtomicReference<Optional<String>> trouble = new AtomicReference<>(Optional.empty());
    final EndDelivery ends = new EndDelivery(this::settings, this::repositories);
    final RepositorySwitch repositories = new RepositorySwitch(InstantSource.system(), trouble::set, ends::takeFrom);
    final DefaultStateManager manager;
    private final Map<StateRepository, ServiceReference<StateRepository>> references = new IdentityHashMap<>();
    private final Map<String, Object> properties = new HashMap<>(Map.of("module", "login",
            "stateRepository.target", "(name=a)", "sessionIdleTimeout", 1800, "sessionLifetime", 28_800,
            "maximumSessionsPerUser", 0, "swapWaitInMs", 4000, "swapQueue", 1000, "operationTimeoutInMs", 10_000,
            "maximumStateSizeInBytes", 65_536, "maximumAttributeSizeInBytes", 16_384));
    private volatile ManagerSettings settings;

    SwitchFixture() {
        properties.put("sessionEndInterval", 1);
        settings = ManagerSettings.of(new Settings(properties), null, false);
        manager = new DefaultStateManager(new RepositoryCalls(repositories.gate()), () -> settings, this::status,
                InstantSource.system(), new SecureRandom()::nextBytes);
        repositories.configure(settings);
        ends.start();
    }

    void set(String key, Object value) {
        properties.put(key, value);
        settings = ManagerSettings.of(new Settings(properties), null, false);
        repositories.configure(settings);
    }

    static MemoryStateRepository memory(String name) {
        return new MemoryStateRepository(name, "memory " + name + Math.random(), 1_000_000, InstantSource.system());
    }

    ServiceReference<StateRepository> add(StateRepository repository) {
        ServiceReference<StateRepository> reference = FakeReference.of("memory", repository.info().name(), 0);
        references.put(repository, reference);
        repositories.added(reference, repository);
        return reference;
    }

    void awaitBound(StateRepository repository) {
        Await.until("the manager is bound to " + repository.info().name(), () -> repositories.gate().isOpen()
                && repositories.gate().current().filter(bound -> bound.repository() == repository).isPresent());
    }

    /** Sessions in the first of two repositories, all of one user. */
    List<SessionToken> started(StateRepository first, StateRepository second, int number) {
        add(first);
        add(second);
        awaitBound(first);
        return Stream.generate(() -> manager.start(SessionState.EMPTY.withSubject("alice").with("n", 0)).token())
                .limit(number).toList();
    }

    long n(SessionToken token) {
        return ((Live<Session>) manager.resume(token)).value().state().int64("n").orElseThrow();
    }

    void increment(SessionToken token) {
        assertThat(manager.update(token, state -> Change.to(state.with("n", state.int64("n").orElseThrow() + 1))))
                .isInstanceOf(Live.class);
    }

    void moveTo(StateRepository repository) {
        set("stateRepository.target", "(name=" + repository.info().name() + ")");
        awaitBound(repository);
    }

    Arrival arrival() {
        return repositories.gate().current().orElseThrow().arrival();
    }

    void remove(StateRepository repository) {
        repositories.removed(references.get(repository), repository);
    }

    void awaitArrived() {
        Await.until("everything has arrived",
                () -> repositories.gate().current().filter(bound -> bound.arrival().progress().isEmpty()).isPresent());
    }

    private ManagerSettings settings() {
        return settings;
    }

    private List<StateRepository> repositories() {
        return repositories.all();
    }

    private ManagerStatus status() {
        return new ManagerStatus("login", Optional.empty(), "", settings.timeouts(), Optional.empty(), List.of());
    }

    @Override
    public void close() {
        ends.stop();
        repositories.stop();
    }
}
