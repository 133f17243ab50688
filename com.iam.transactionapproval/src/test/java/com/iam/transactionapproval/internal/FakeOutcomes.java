package com.iam.transactionapproval.internal;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

import com.iam.users.api.FinalOutcomes;
import com.iam.users.api.UserDirectoryUnavailableException;

/** Outcomes in a map, with the faults that tests ask for. */
final class FakeOutcomes implements FinalOutcomes {

    private enum Fault {
        NONE, NOT_APPLIED, ANSWER_LOST
    }

    private final Map<String, String> settled = new ConcurrentHashMap<>();
    private volatile Fault next = Fault.NONE;

    /** The next one is settled, and its answer is lost. */
    void loseTheNextAnswer() {
        next = Fault.ANSWER_LOST;
    }

    void failNext() {
        next = Fault.NOT_APPLIED;
    }

    @Override
    public Optional<String> settle(String what, String outcome, Instant keptUntil) {
        Fault fault = next;
        next = Fault.NONE;
        Optional<String> before = fault == Fault.NOT_APPLIED ? Optional.empty()
                : Optional.ofNullable(settled.putIfAbsent(what, outcome));
        if (fault != Fault.NONE) {
            throw new UserDirectoryUnavailableException("the user directory is away", null);
        }
        return before;
    }

    @Override
    public Optional<String> of(String what) {
        return Optional.ofNullable(settled.get(what));
    }
}
