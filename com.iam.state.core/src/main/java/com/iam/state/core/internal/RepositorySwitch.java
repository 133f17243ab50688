package com.iam.state.core.internal;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.osgi.framework.ServiceReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.Marker;
import org.slf4j.MarkerFactory;

import com.iam.state.api.StateUnavailableException;
import com.iam.state.api.provider.HandOver;
import com.iam.state.api.provider.StateRepository;
import com.iam.support.gate.Gate;
import com.iam.support.threads.Threads;

/**
 * Chooses a manager's repository and moves the manager from one to the next. Swaps run on a thread of their own; only
 * a repository that disappears is let go on the thread that says so, while its service object still works.
 */
final class RepositorySwitch {

    private static final Logger LOG = LoggerFactory.getLogger(RepositorySwitch.class);
    /** Good news for the console, which has little else below a warning. */
    private static final Marker NEWS = MarkerFactory.getMarker("NEWS");
    private static final Duration DRAIN = Duration.ofSeconds(1);
    /** Longer, since calls that are still under way then lose what they are running on. */
    private static final Duration LAST_DRAIN = Duration.ofSeconds(3);
    private static final Duration RETRY = Duration.ofSeconds(1);
    private static final Duration SETTLED = Duration.ofSeconds(3);

    private final Gate<Bound> gate = new Gate<>("there is no state repository", new Gate.Limits(Duration.ZERO, 0));
    private final Candidates<StateRepository> candidates = new Candidates<>();
    private final ReentrantLock swapping = new ReentrantLock();
    private final ScheduledExecutorService executor = Threads.scheduler("iam-state-swap");
    private final InstantSource clock;
    private final CarryOvers carryOvers;
    private final Consumer<Optional<String>> trouble;
    private final Consumer<StateRepository> leaving;
    /** What waits for a repository while there is none. */
    private final List<CarryOver> held = new ArrayList<>();
    private volatile ManagerSettings settings;
    private volatile boolean stopped;
    /** The repository that served last; empty until there was one. */
    private Optional<StateRepository> last = Optional.empty();
    /** What has just been configured connects first. */
    private final Lasting<StateRepository> unfit = new Lasting<>(SETTLED);
    /** A repository that replaces another is there beside it for a moment. */
    private final Lasting<String> several = new Lasting<>(SETTLED);

    /**
     * Chooses nothing until it is configured.
     *
     * @param trouble is told what is wrong with the choice; empty when all is well
     * @param leaving is told of a repository whose contents are going away with it, and must not block
     */
    RepositorySwitch(InstantSource clock, Consumer<Optional<String>> trouble, Consumer<StateRepository> leaving) {
        this.clock = clock;
        this.carryOvers = new CarryOvers(() -> settings, candidates::all, clock);
        this.trouble = trouble;
        this.leaving = leaving;
    }

    Gate<Bound> gate() {
        return gate;
    }

    /** Whether chosen or not. */
    List<StateRepository> all() {
        return candidates.all();
    }

    void configure(ManagerSettings next) {
        settings = next;
        gate.limit(next.limits());
        reconsider();
    }

    void added(ServiceReference<StateRepository> reference, StateRepository repository) {
        candidates.add(reference, GuardedRepository.of(reference, repository));
        reconsider();
    }

    void removed(ServiceReference<StateRepository> reference, StateRepository service) {
        swapping.lock();
        try {
            StateRepository repository = candidates.of(reference).orElse(service);
            // Once it has stopped the module may have another manager already, and the repository be that one's.
            if (!stopped) {
                if (bound().filter(current -> current.repository() == repository).isPresent()) {
                    letGo(bound().get());
                }
                if (settings != null) {
                    frozen(repository).ifPresent(contents -> keep(contents, repository));
                }
            }
            candidates.remove(reference);
        } finally {
            swapping.unlock();
        }
        reconsider();
    }

    void stop() {
        stopped = true;
        executor.shutdownNow();
        bound().ifPresent(current -> current.arrival().stop());
    }

    private void reconsider() {
        later(this::choose, Duration.ZERO);
    }

    private void later(Runnable step, Duration delay) {
        try {
            executor.schedule(step, delay.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            LOG.debug("The manager has stopped", e);
        }
    }

    private Optional<Bound> bound() {
        return gate.current();
    }

    private void choose() {
        if (settings == null || stopped) {
            return;
        }
        swapping.lock();
        try {
            Optional<StateRepository> current = bound().map(Bound::repository);
            Optional<StateRepository> chosen = candidates.choose(settings.repository(), current);
            if (chosen.isEmpty()) {
                later(this::reportIfNothingMatches, SETTLED);
            } else if (leavesOthers(chosen.get())) {
                trouble.accept(Optional.of(unconfirmed(chosen.get(), current)));
            } else if (current.isEmpty()) {
                open(chosen.get(), carryOvers.goingTo(chosen.get(), held));
                held.clear();
                allIsWell();
            } else if (current.get() != chosen.get()) {
                swap(bound().get(), chosen.get());
            } else {
                allIsWell();
            }
        } finally {
            swapping.unlock();
        }
    }

    /** Unless the filter matches several for longer than one takes the place of another: it means one. */
    private void allIsWell() {
        List<StateRepository> matching = candidates.matching(settings.repository());
        String names = matching.stream().map(RepositorySwitch::name).sorted().collect(Collectors.joining(", "));
        if (matching.size() < 2) {
            several.over();
            trouble.accept(Optional.empty());
        } else if (several.is(names)) {
            trouble.accept(Optional.of("matches " + matching.size() + " repositories (" + names + "), and means one: name it, as in (&(state.repository=redis)(name=main)); using "
                    + bound().map(bound -> name(bound.repository())).orElse("none")));
        } else {
            trouble.accept(Optional.empty());
            later(this::choose, SETTLED.plus(RETRY));
        }
    }

    /**
     * Sessions that other instances may be using are taken away from them only if the operator says that there are
     * none.
     */
    private boolean leavesOthers(StateRepository chosen) {
        return last.filter(StateRepository::isShared).isPresent() && !chosen.isShared() && !settings.leaveShared();
    }

    private static String unconfirmed(StateRepository chosen, Optional<StateRepository> current) {
        return name(chosen) + " belongs to this instance alone: it would take the sessions away from any other instance, and "
                + "log-ins would no longer be shared. If there is no other instance, confirm it with " + ManagerSettings.LEAVE_SHARED
                + "=\"true\"" + current.map(old -> "; staying with " + name(old)).orElse("; requests wait for a shared repository");
    }

    /** Files and bundles that belong together arrive one by one: what is missing for a moment is no trouble. */
    private void reportIfNothingMatches() {
        Optional<StateRepository> current = bound().map(Bound::repository);
        if (candidates.choose(settings.repository(), current).isEmpty()) {
            trouble.accept(Optional.of("no state repository matches " + settings.repository()
                    + current.map(old -> "; staying with " + name(old)).orElse("; requests wait for one")));
        }
    }

    private void swap(Bound old, StateRepository next) {
        Optional<String> wrong = Fitness.wrongWith(next, clock.instant());
        if (wrong.isPresent()) {
            later(this::choose, RETRY);
            if (!unfit.is(next)) {
                return;
            }
            trouble.accept(Optional.of(name(next) + " cannot be used yet (" + wrong.get() + "); staying with "
                    + name(old.repository())));
            return;
        }
        unfit.over();
        long began = System.nanoTime();
        gate.close();
        List<CarryOver> arriving = pending(old);
        StateRepository bound = next;
        try {
            gate.drain(DRAIN);
            Optional<CarryOver> left = next.info().location().equals(old.repository().info().location())
                    ? Optional.empty()
                    : Optional.of(carryOvers.from(old.repository(), old.repository().freeze(settings.module())));
            // After that: what a late call still did there is known now.
            arriving = carryOvers.goingTo(next, arriving);
            if (left.isPresent()) {
                arriving.add(0, left.get());
            }
        } catch (StateUnavailableException e) {
            bound = old.repository();
            trouble.accept(Optional.of(name(bound) + " does not let go of its sessions (" + e.getMessage() + "); staying with it"));
            later(this::choose, RETRY);
            return;
        } finally {
            open(bound, arriving);
        }
        LOG.info(NEWS, "{}: moved from {} to {}; requests waited for at most {} ms", what(), name(old.repository()), name(next),
                TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began));
        allIsWell();
    }

    private void letGo(Bound old) {
        gate.close();
        gate.drain(LAST_DRAIN);
        held.addAll(0, pending(old));
        frozen(old.repository()).ifPresent(contents -> held.add(0, carryOvers.from(old.repository(), contents)));
        gate.clear();
        LOG.info("{}: {} has gone; requests wait for a state repository", what(), name(old.repository()));
    }

    /**
     * What is handed over by a repository that is going; a repository that fails at that has nothing to hand over.
     */
    private Optional<HandOver.Contents> frozen(StateRepository repository) {
        try {
            return repository.freeze(settings.module()) instanceof HandOver.Contents contents ? Optional.of(contents) : Optional.empty();
        } catch (StateUnavailableException e) {
            LOG.warn("{}: {} goes without handing anything over: {}", what(), name(repository), e.getMessage());
            return Optional.empty();
        }
    }

    /** What would be gone with a repository that is going. */
    private void keep(HandOver.Contents contents, StateRepository from) {
        Stream.concat(held.stream(), bound().stream().flatMap(current -> current.arrival().pending().stream()))
                .filter(each -> each.isFrom(from))
                .forEach(each -> each.keep(contents));
        // After that: what has expired unnoticed so far is an end, too.
        leaving.accept(from);
    }

    private void open(StateRepository next, List<CarryOver> arriving) {
        Arrival arrival = new Arrival(arriving, next, what());
        try {
            next.thaw(settings.module());
        } catch (StateUnavailableException e) {
            LOG.warn("{}: {} may refuse writes: {}", what(), name(next), e.getMessage());
        }
        gate.open(new Bound(next, arrival));
        last = Optional.of(next);
        LOG.info("{}: bound to {}", what(), name(next));
        arrival.start();
    }

    private static List<CarryOver> pending(Bound old) {
        old.arrival().stop();
        return new ArrayList<>(old.arrival().pending());
    }

    private String what() {
        return "Module " + settings.module();
    }

    static String name(StateRepository repository) {
        return repository.info().kind() + " " + repository.info().name();
    }
}
