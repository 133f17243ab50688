package com.iam.state.core.internal;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import com.iam.state.api.SessionEnd;
import com.iam.state.api.provider.Deadline;
import com.iam.state.api.provider.StateRepository;

/**
 * Sessions that have ended elsewhere while they were being carried there. The module goes back to where they came from, and
 * where a copy of some may have been left.
 */
final class EndedMeanwhile implements Origin {

    private final Map<String, SessionEnd.Cause> remaining;

    EndedMeanwhile(Map<String, SessionEnd.Cause> causes) {
        this.remaining = new ConcurrentHashMap<>(causes);
    }

    @Override
    public Holding holds(String storageId) {
        return remaining.containsKey(storageId) ? Holding.YES : Holding.NO;
    }

    @Override
    public Taken take(String storageId, Deadline deadline) {
        SessionEnd.Cause cause = remaining.get(storageId);
        return cause == null ? new Nothing() : new Ended(cause);
    }

    @Override
    public void release(String storageId, Deadline deadline) {
        remaining.remove(storageId);
    }

    @Override
    public List<String> some(int limit, Deadline deadline) {
        return remaining.keySet().stream().limit(limit).toList();
    }

    /** None of them is a session of anybody any more, once it has been carried. */
    @Override
    public List<String> idsOf(String subject, Deadline deadline) {
        return List.copyOf(remaining.keySet());
    }

    @Override
    public long remaining() {
        return 0;
    }

    @Override
    public boolean is(StateRepository repository) {
        return false;
    }
}
