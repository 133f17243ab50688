package com.iam.state.core.internal;

import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;

import com.iam.state.api.Freshness;
import com.iam.state.api.SessionEnd;
import com.iam.state.api.SessionUnreadableException;
import com.iam.state.api.StateKey;
import com.iam.state.api.StateUnavailableException;
import com.iam.state.api.Timeouts;
import com.iam.state.api.provider.Assurance;
import com.iam.state.api.provider.Deadline;
import com.iam.state.api.provider.LoadOutcome;
import com.iam.state.api.provider.RepositoryFrozenException;
import com.iam.state.api.provider.StateRepository;
import com.iam.state.api.provider.StoredState;
import com.iam.state.api.provider.WriteOutcome;
import com.iam.support.gate.Gate;
import com.iam.support.gate.GateClosedException;

/**
 * Calls to whichever repository stands behind the gate. A call that a swap overtook is made again on the successor; a
 * state that has not arrived there yet is fetched first.
 */
final class RepositoryCalls {

    private final Gate<Bound> gate;

    RepositoryCalls(Gate<Bound> gate) {
        this.gate = gate;
    }

    WriteOutcome create(StoredState state, int maximumPerSubject, Deadline deadline) {
        return state.state().subject().isPresent() && maximumPerSubject > 0
                ? aboutSubject(state.state().subject().get(), deadline,
                        repository -> repository.create(state, maximumPerSubject, deadline))
                : call(deadline, bound -> bound.repository().create(state, maximumPerSubject, deadline));
    }

    LoadOutcome load(StateKey key, Timeouts configured, Freshness freshness, Deadline deadline) {
        return find(key, deadline, (repository, id) -> repository.load(id, configured, freshness, deadline),
                LoadOutcome.Absent.class::isInstance);
    }

    LoadOutcome peek(StateKey key, Timeouts configured, Freshness freshness, Deadline deadline) {
        return find(key, deadline, (repository, id) -> repository.peek(id, configured, freshness, deadline),
                LoadOutcome.Absent.class::isInstance);
    }

    /**
     * Whether a lost answer hides a success is found out by asking once more: a write knows itself. Unless another
     * one has come after it: then the outcome stays unknown.
     */
    WriteOutcome update(StoredState state, Timeouts configured, int maximumPerSubject, Assurance assurance,
            Deadline deadline) {
        if (maximumPerSubject > 0 && state.state().subject().isPresent()) {
            // Those that have not arrived yet count as well.
            aboutSubject(state.state().subject().get(), deadline, repository -> repository);
        }
        BiFunction<StateRepository, StateKey, WriteOutcome> update =
                (repository, id) -> repository.update(state, configured, maximumPerSubject, assurance, deadline);
        try {
            return find(state.key(), deadline, update, WriteOutcome.Absent.class::isInstance);
        } catch (StateUnavailableException e) {
            if (!e.isOutcomeUnknown() || deadline.hasPassed()) {
                throw e;
            }
            WriteOutcome again;
            try {
                again = find(state.key(), deadline, update, WriteOutcome.Absent.class::isInstance);
            } catch (StateUnavailableException stillUnknown) {
                throw e;
            }
            if (again instanceof WriteOutcome.Stale stale && stale.revision() > state.revision()) {
                throw e;
            }
            return again;
        }
    }

    WriteOutcome delete(StateKey key, SessionEnd.Cause cause, Deadline deadline) {
        return call(deadline, bound -> {
            WriteOutcome outcome;
            try {
                outcome = find(bound, key, deadline, (repository, id) -> repository.delete(id, cause, deadline),
                        WriteOutcome.Absent.class::isInstance);
            } catch (SessionUnreadableException e) {
                bound.arrival().pending().forEach(each -> each.discard(key.storageId(), cause, deadline));
                return bound.repository().delete(key, cause, deadline);
            }
            // What clients ask for may be anything; only what there was is remembered.
            if (!(outcome instanceof WriteOutcome.Absent)) {
                bound.arrival().pending().forEach(each -> each.ended(key.storageId(), cause));
            }
            return outcome;
        });
    }

    /** For what concerns all sessions of a subject: those that have not arrived yet are fetched first. */
    <R> R aboutSubject(String subject, Deadline deadline, Function<StateRepository, R> call) {
        return call(deadline, bound -> {
            for (CarryOver each : bound.arrival().pending()) {
                each.carryAllOf(subject, bound.repository(), deadline);
            }
            return call.apply(bound.repository());
        });
    }

    <R> R call(Deadline deadline, Function<Bound, R> call) {
        while (true) {
            try {
                return gate.call(deadline.nanoTime(), call);
            } catch (GateClosedException e) {
                throw new StateUnavailableException(e.getMessage());
            } catch (RepositoryFrozenException e) {
                // The swap was faster: its gate is closed now, or open again with the successor behind it.
                if (deadline.hasPassed()) {
                    throw e;
                }
                Thread.onSpinWait();
            } catch (LinkageError e) {
                throw gone(e);
            }
        }
    }

    /**
     * A bundle that is replaced takes its classes along, those too that a call which outlasts all patience needs for
     * the first time.
     */
    static StateUnavailableException gone(LinkageError e) {
        return new StateUnavailableException("the state repository was replaced while it was asked", true, e);
    }

    private <R> R find(StateKey key, Deadline deadline, BiFunction<StateRepository, StateKey, R> call, Predicate<R> absent) {
        return call(deadline, bound -> find(bound, key, deadline, call, absent));
    }

    private <R> R find(Bound bound, StateKey key, Deadline deadline, BiFunction<StateRepository, StateKey, R> call,
            Predicate<R> absent) {
        // Asked before the call: what arrives during it would otherwise be missed by both.
        List<CarryOver> arriving = bound.arrival().pending();
        String id = key.storageId();
        arriving.subList(0, numberOfFirst(arriving, id)).forEach(each -> each.carry(id, bound.repository(), deadline));
        R outcome = call.apply(bound.repository(), key);
        if (!arriving.isEmpty() && absent.test(outcome)) {
            arriving.forEach(each -> each.carry(id, bound.repository(), deadline));
            outcome = call.apply(bound.repository(), key);
        }
        // A call that was held up for longer than a swap waits may have come to where the session no longer, or not yet, is.
        if (absent.test(outcome) && gate.current().filter(current -> current == bound).isEmpty()) {
            throw new RepositoryFrozenException();
        }
        return outcome;
    }

    /**
     * How many origins come before the repository. All that are newer than one which has the state, since they may
     * have a later one.
     */
    private static int numberOfFirst(List<CarryOver> arriving, String id) {
        int number = arriving.size();
        while (number > 0 && !arriving.get(number - 1).comesFirst(id)) {
            number--;
        }
        return number;
    }
}
