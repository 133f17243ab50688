package com.iam.state.core.internal;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.concurrent.CountDownLatch;

import com.iam.state.api.StateKey;
import com.iam.state.api.StateUnavailableException;
import com.iam.state.api.provider.CarriedState;
import com.iam.state.api.provider.HandOver;
import com.iam.state.api.provider.StateRepository;
import com.iam.state.support.trial.Rehearsal;

/** A repository in front of another one, whose adoptions can fail, and which says that it is shared. */
final class FaultyRepository {

    enum Fault {
        NONE,
        /** The state does not arrive. */
        UNAVAILABLE,
        /** The state arrives, but nobody hears of it. */
        ANSWER_LOST,
        /** What no repository should do. */
        BROKEN,
        /** Nothing is kept, not even for a rehearsal, although the repository can be reached. */
        READ_ONLY
    }

    final StateRepository repository;
    volatile Fault fault = Fault.NONE;
    /** Whether its states stay where they are when it is frozen. */
    volatile boolean remains;
    /** Whether what is released goes. */
    volatile boolean releases = true;
    /** Whether its bundle has gone: a class that had not been loaded by then is not to be had any more. */
    volatile boolean gone;
    /** Until then nobody hears of an adoption. */
    volatile CountDownLatch answers = new CountDownLatch(0);
    /** Until then nothing is loaded. */
    volatile CountDownLatch loads = new CountDownLatch(0);
    /** If set, the fault is that of one state only. */
    volatile String onlyFor;

    FaultyRepository(StateRepository behind) {
        repository = (StateRepository) Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {StateRepository.class},
                (proxy, method, arguments) -> {
                    if (method.getName().equals("isShared")) {
                        return true;
                    }
                    if (gone && !method.getName().equals("info")) {
                        throw new NoClassDefFoundError("it has gone");
                    }
                    if (!releases && method.getName().equals("release")) {
                        return null;
                    }
                    if (fault == Fault.READ_ONLY && method.getName().equals("create")) {
                        throw new StateUnavailableException("it may not be written to");
                    }
                    if (method.getName().equals("load") && !((StateKey) arguments[0]).module().equals(Rehearsal.MODULE)) {
                        loads.await();
                    }
                    CountDownLatch held = answers;
                    boolean faulty = method.getName().equals("adopt") && isAbout((CarriedState) arguments[0]);
                    if (faulty && fault == Fault.UNAVAILABLE) {
                        throw new StateUnavailableException("it is away");
                    } else if (faulty && fault == Fault.BROKEN) {
                        throw new IllegalStateException("it is broken");
                    }
                    try {
                        Object result = method.invoke(behind, arguments);
                        if (faulty) {
                            held.await();
                        }
                        if (faulty && fault == Fault.ANSWER_LOST) {
                            throw new StateUnavailableException("no answer", true, null);
                        }
                        return remains && method.getName().equals("freeze") ? new HandOver.Remains() : result;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    private boolean isAbout(CarriedState state) {
        boolean rehearsed = state.stored().key().module().equals(Rehearsal.MODULE);
        return !rehearsed && (onlyFor == null || onlyFor.equals(state.stored().key().storageId()));
    }
}
