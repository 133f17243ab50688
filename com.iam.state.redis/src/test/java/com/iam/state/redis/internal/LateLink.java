package com.iam.state.redis.internal;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

import com.iam.state.api.StateUnavailableException;
import com.iam.state.api.provider.Deadline;

/** A link on which what writes can be held up: until its caller is let go on, or until long after that has given up. */
final class LateLink implements RedisLink {

    private final RedisLink link;
    private final List<Runnable> delayed = new ArrayList<>();
    private volatile boolean delays;
    private volatile CountDownLatch held = new CountDownLatch(0);

    LateLink(RedisLink link) {
        this.link = link;
    }

    void delayed(Runnable calls) {
        delays = true;
        try {
            calls.run();
        } finally {
            delays = false;
        }
    }

    /** From now on callers wait, until {@link #letGoOn}. */
    void hold() {
        held = new CountDownLatch(1);
    }

    void letGoOn() {
        held.countDown();
    }

    void runDelayed() {
        delayed.forEach(Runnable::run);
        delayed.clear();
    }

    @Override
    public Reply run(Script script, List<String> keys, List<?> arguments, Deadline deadline) {
        if (delays && script.writes()) {
            delayed.add(() -> link.run(script, keys, arguments, Fixture.soon()));
            throw new StateUnavailableException("it takes its time", true, null);
        }
        if (script.writes()) {
            await(held);
        }
        return link.run(script, keys, arguments, deadline);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public Replicated runReplicated(Script script, List<String> keys, List<?> arguments, Deadline deadline) {
        return link.runReplicated(script, keys, arguments, deadline);
    }

    @Override
    public List<Reply> runAll(Script script, List<Call> calls, Deadline deadline) {
        return link.runAll(script, calls, deadline);
    }

    @Override
    public Optional<byte[]> getAndExpire(String key, Instant at, Deadline deadline) {
        return link.getAndExpire(key, at, deadline);
    }

    @Override
    public void close() {
        link.close();
    }
}
