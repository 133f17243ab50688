package com.iam.state.redis.internal.wire;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * One command on its way. Its caller waits; whoever leads the {@link Wire} sends it, and takes its answer. All that several
 * threads decide lies in one number, so that nobody is asked to lead who has given up.
 */
final class Call {

    private static final int SENT = 1;
    private static final int LEADS = 2;
    private static final int OVER = 4;
    private static final int GIVEN_UP = 8;
    /**
     * How often a thread lets others go first before it goes to sleep. Where many share a few cores the answer has come by then, and
     * neither sleeping nor waking was needed, which cost a quarter of a request; where nobody else wants the core it takes some
     * microseconds.
     */
    private static final int YIELDS = 16;
    private static final VarHandle PROGRESS;

    static {
        try {
            PROGRESS = MethodHandles.lookup().findVarHandle(Call.class, "progress", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final Thread caller = Thread.currentThread();
    private final List<?> words;
    private volatile int progress;
    private Outcome outcome;

    /** Of the present thread. */
    Call(List<?> words) {
        this.words = words;
    }

    /** Waits until it is over, or its caller is asked to lead. Returns whether it is. */
    boolean awaitLead(long limit) {
        for (int i = 0; i < YIELDS && (progress & (LEADS | OVER)) == 0 && limit - System.nanoTime() > 0; i++) {
            Thread.yield();
        }
        while ((progress & (LEADS | OVER)) == 0) {
            long rest = limit - System.nanoTime();
            if (rest <= 0 || caller.isInterrupted()) {
                return (giveUp() & LEADS) != 0;
            }
            LockSupport.parkNanos(this, rest);
        }
        return (progress & OVER) == 0;
    }

    /** The caller waits no longer. Returns what was before. */
    int giveUp() {
        return (int) PROGRESS.getAndBitwiseOr(this, GIVEN_UP);
    }

    /** Whether somebody still waits. From now on Redis may see the command. */
    boolean isToBeSent() {
        return ((int) PROGRESS.getAndBitwiseOr(this, SENT) & GIVEN_UP) == 0;
    }

    List<?> words() {
        return words;
    }

    /** Asks the caller to lead. Returns whether it will: not if it has given up. */
    boolean lead() {
        boolean waits = ((int) PROGRESS.getAndBitwiseOr(this, LEADS) & GIVEN_UP) == 0;
        if (waits) {
            LockSupport.unpark(caller);
        }
        return waits;
    }

    void end(Outcome what) {
        outcome = what;
        PROGRESS.getAndBitwiseOr(this, OVER);
        if (caller != Thread.currentThread()) {
            LockSupport.unpark(caller);
        }
    }

    /** Whether its caller has nothing to wait for any more. */
    boolean isDone() {
        return (progress & (OVER | GIVEN_UP)) != 0;
    }

    /** For its caller, once it is done. */
    Outcome outcome() {
        int now = progress;
        if ((now & OVER) != 0) {
            return outcome;
        }
        return (now & SENT) == 0 ? Outcome.Missing.UNSENT : Outcome.Missing.LATE;
    }
}
