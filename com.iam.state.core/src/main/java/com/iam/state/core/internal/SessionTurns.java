package com.iam.state.core.internal;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

import com.iam.state.api.StateUnavailableException;
import com.iam.state.api.provider.Deadline;

/**
 * Those of this process who change one session take turns, first come, first served: otherwise all but one of them would
 * ask the repository in vain, again and again. Sessions do not wait for each other. Other instances are not kept away:
 * that is what revisions are for.
 */
final class SessionTurns {

    private final ConcurrentHashMap<String, Queue> queues = new ConcurrentHashMap<>();

    private static final class Queue {

        private final ReentrantLock lock = new ReentrantLock(true);
        /** Changed within the map's steps only. */
        private int users;
    }

    /** @throws StateUnavailableException if it was not its turn in time: the step did not run */
    <R> R inTurn(String storageId, Deadline deadline, Supplier<R> step) {
        Queue queue = queues.compute(storageId, (id, present) -> {
            Queue joined = present == null ? new Queue() : present;
            joined.users++;
            return joined;
        });
        try {
            await(queue.lock, deadline);
            try {
                return step.get();
            } finally {
                queue.lock.unlock();
            }
        } finally {
            queues.computeIfPresent(storageId, (id, left) -> --left.users == 0 ? null : left);
        }
    }

    /** How many sessions are being changed. */
    int size() {
        return queues.size();
    }

    private static void await(ReentrantLock lock, Deadline deadline) {
        try {
            if (!lock.tryLock(deadline.remaining().toNanos(), TimeUnit.NANOSECONDS)) {
                throw new StateUnavailableException("too many requests change the session at the same time");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StateUnavailableException("interrupted while other requests change the session");
        }
    }
}
