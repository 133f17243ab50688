package com.iam.state.core.internal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import com.iam.state.api.provider.CarriedState;
import com.iam.state.api.provider.Deadline;
import com.iam.state.api.provider.StateRepository;

/** States taken out of a repository that has gone since. */
final class HandedOver implements Origin {

    private final Map<String, CarriedState> remaining;
    private final long frozenAt = System.nanoTime();
    private Iterator<String> round;
    private Map<String, List<String>> idsBySubject;

    HandedOver(Map<String, CarriedState> states) {
        this.remaining = states;
        this.round = remaining.keySet().iterator();
    }

    @Override
    public Holding holds(String storageId) {
        return remaining.containsKey(storageId) ? Holding.YES : Holding.NO;
    }

    /** A session's time goes on while it waits here. */
    @Override
    public Taken take(String storageId, Deadline deadline) {
        CarriedState carried = remaining.get(storageId);
        if (carried == null) {
            return new Nothing();
        }
        Duration left = carried.remaining().minusNanos(System.nanoTime() - frozenAt);
        return new Found(new CarriedState(carried.stored(), left.isNegative() ? Duration.ZERO : left));
    }

    @Override
    public void release(String storageId, Deadline deadline) {
        remaining.remove(storageId);
    }

    @Override
    public List<String> some(int limit, Deadline deadline) {
        List<String> ids = new ArrayList<>(limit);
        while (ids.size() < limit && round.hasNext()) {
            ids.add(round.next());
        }
        if (ids.isEmpty()) {
            round = remaining.keySet().iterator();
        }
        return ids;
    }

    @Override
    public synchronized List<String> idsOf(String subject, Deadline deadline) {
        if (idsBySubject == null) {
            idsBySubject = remaining.values().stream()
                    .filter(carried -> carried.stored().state().subject().isPresent())
                    .collect(Collectors.groupingBy(carried -> carried.stored().state().subject().orElseThrow(),
                            Collectors.mapping(carried -> carried.stored().key().storageId(), Collectors.toList())));
        }
        return idsBySubject.getOrDefault(subject, List.of());
    }

    @Override
    public long remaining() {
        return remaining.size();
    }

    @Override
    public boolean is(StateRepository repository) {
        return false;
    }
}
