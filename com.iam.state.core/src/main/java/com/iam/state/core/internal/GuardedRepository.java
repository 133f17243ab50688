package com.iam.state.core.internal;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

import org.osgi.framework.ServiceReference;

import com.iam.state.api.Freshness;
import com.iam.state.api.Page;
import com.iam.state.api.SessionEnd;
import com.iam.state.api.SessionInfo;
import com.iam.state.api.StateKey;
import com.iam.state.api.StateTooLargeException;
import com.iam.state.api.StateUnavailableException;
import com.iam.state.api.Timeouts;
import com.iam.state.api.admin.RepositoryInfo;
import com.iam.state.api.provider.Assurance;
import com.iam.state.api.provider.CarriedState;
import com.iam.state.api.provider.ClaimedEnd;
import com.iam.state.api.provider.Deadline;
import com.iam.state.api.provider.HandOver;
import com.iam.state.api.provider.LoadOutcome;
import com.iam.state.api.provider.RepositoryFrozenException;
import com.iam.state.api.provider.StateRepository;
import com.iam.state.api.provider.StoredState;
import com.iam.state.api.provider.WriteOutcome;
import com.iam.state.support.codec.StateCodec;
import com.iam.state.support.guard.ForeignCalls;

/**
 * A repository that others have written, as a manager calls it: whatever it throws, delays or answers against its
 * interface is an outage with its name.
 */
final class GuardedRepository implements StateRepository {

    /** For what has no deadline of its own. */
    private static final Duration BRIEFLY = Duration.ofSeconds(1);
    /** Writes that have begun are waited for. */
    private static final Duration FREEZING = Duration.ofSeconds(3);

    private final StateRepository repository;
    private final ForeignCalls calls;
    private final boolean shared;
    private volatile RepositoryInfo info;
    private volatile Deadline infoIsRecent = Deadline.after(Duration.ZERO);

    private GuardedRepository(StateRepository repository, String kind, String name) {
        this.repository = repository;
        this.calls = new ForeignCalls("state repository " + kind + " '" + name + "'", false,
                thrown -> thrown instanceof RepositoryFrozenException || thrown instanceof StateTooLargeException
                        || thrown instanceof IllegalArgumentException);
        this.info = new RepositoryInfo(kind, name, "unknown, of " + kind + " " + name, Optional.empty());
        this.shared = asked(true, repository::isShared);
    }

    /** As it is if it says that it keeps deadlines itself. Blocks for a second or two if it hangs. */
    static StateRepository of(ServiceReference<StateRepository> reference, StateRepository repository) {
        return Boolean.TRUE.equals(reference.getProperty(PUNCTUAL))
                ? repository
                : new GuardedRepository(repository, String.valueOf(reference.getProperty(KIND)), String.valueOf(reference.getProperty(NAME)));
    }

    @Override
    public WriteOutcome create(StoredState state, int maximumPerSubject, Deadline deadline) {
        return write(state, deadline, () -> repository.create(state, maximumPerSubject, deadline));
    }

    @Override
    public LoadOutcome load(StateKey key, Timeouts configured, Freshness freshness, Deadline deadline) {
        return found(key, read(deadline, () -> repository.load(key, configured, freshness, deadline)));
    }

    @Override
    public LoadOutcome peek(StateKey key, Timeouts configured, Freshness freshness, Deadline deadline) {
        return found(key, read(deadline, () -> repository.peek(key, configured, freshness, deadline)));
    }

    @Override
    public WriteOutcome update(StoredState state, Timeouts configured, int maximumPerSubject, Assurance assurance, Deadline deadline) {
        return write(state, deadline, () -> repository.update(state, configured, maximumPerSubject, assurance, deadline));
    }

    @Override
    public WriteOutcome delete(StateKey key, SessionEnd.Cause cause, Deadline deadline) {
        return change(deadline, () -> repository.delete(key, cause, deadline));
    }

    @Override
    public WriteOutcome adopt(CarriedState carried, Deadline deadline) {
        return write(carried.stored(), deadline, () -> repository.adopt(carried, deadline));
    }

    @Override
    public Page<SessionInfo> sessionsOf(String module, String subject, Optional<String> cursor, int limit, Deadline deadline) {
        return read(deadline, () -> repository.sessionsOf(module, subject, cursor, limit, deadline));
    }

    @Override
    public Page<SessionInfo> page(String module, Optional<String> cursor, int limit, Deadline deadline) {
        return read(deadline, () -> repository.page(module, cursor, limit, deadline));
    }

    @Override
    public long count(String module, Deadline deadline) {
        return read(deadline, () -> repository.count(module, deadline));
    }

    @Override
    public List<ClaimedEnd> claimEnds(String module, int limit, Duration lease, Deadline deadline) {
        return read(deadline, () -> repository.claimEnds(module, limit, lease, deadline));
    }

    @Override
    public void settleEnds(String module, List<ClaimedEnd> ends, Deadline deadline) {
        change(deadline, () -> {
            repository.settleEnds(module, ends, deadline);
            return true;
        });
    }

    @Override
    public HandOver freeze(String module) {
        return change(Deadline.after(FREEZING), () -> repository.freeze(module));
    }

    @Override
    public void thaw(String module) {
        change(Deadline.after(FREEZING), () -> {
            repository.thaw(module);
            return true;
        });
    }

    @Override
    public void release(StateKey key, Deadline deadline) {
        change(deadline, () -> {
            repository.release(key, deadline);
            return true;
        });
    }

    /** What it said last, if it does not answer. */
    @Override
    public RepositoryInfo info() {
        if (infoIsRecent.hasPassed()) {
            infoIsRecent = Deadline.after(BRIEFLY);
            info = asked(info, repository::info);
        }
        return info;
    }

    @Override
    public boolean isShared() {
        return shared;
    }

    @Override
    public void check(Deadline deadline) {
        read(deadline, () -> {
            repository.check(deadline);
            return true;
        });
    }

    private <T> T asked(T otherwise, Callable<T> call) {
        try {
            return read(Deadline.after(BRIEFLY), call);
        } catch (StateUnavailableException e) {
            return otherwise;
        }
    }

    private LoadOutcome found(StateKey key, LoadOutcome outcome) {
        if (outcome instanceof LoadOutcome.Found found
                && (found.stored() == null || found.expiresAt() == null || !found.stored().key().equals(key))) {
            throw calls.broken("found another state than was asked for");
        }
        return outcome;
    }

    private <T> T read(Deadline deadline, Callable<T> call) {
        return answered(calls.call(deadline, false, () -> withoutArgument(call)));
    }

    private <T> T change(Deadline deadline, Callable<T> call) {
        return answered(calls.call(deadline, true, () -> withoutArgument(call)));
    }

    /** Only a state that no repository could encode is its caller's fault. */
    private <T> T write(StoredState state, Deadline deadline, Callable<T> call) {
        return answered(calls.call(deadline, true, () -> {
            try {
                return call.call();
            } catch (IllegalArgumentException e) {
                throw isEncodable(state) ? new IllegalStateException(e) : e;
            }
        }));
    }

    private <T> T answered(T answer) {
        if (answer == null) {
            throw calls.broken("gave no answer");
        }
        return answer;
    }

    private static <T> T withoutArgument(Callable<T> call) throws Exception {
        try {
            return call.call();
        } catch (IllegalArgumentException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean isEncodable(StoredState state) {
        try {
            StateCodec.encode(state.state());
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
