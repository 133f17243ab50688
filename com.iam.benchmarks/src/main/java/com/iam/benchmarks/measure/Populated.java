package com.iam.benchmarks.measure;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;

import com.iam.benchmarks.contender.Contender;
import com.iam.benchmarks.contender.Entrant;
import com.iam.benchmarks.contender.Sample;
import com.iam.state.testkit.RedisEndpoint;

/** A contender with sessions to work on, ten of each user. */
final class Populated<S> implements AutoCloseable {

    static final int PER_USER = 10;

    private final Contender<S> contender;
    private final List<S> sessions;
    private final AtomicLong numbers = new AtomicLong();
    private int users;

    private Populated(Contender<S> contender, int sessions) {
        this.contender = contender;
        this.sessions = create(sessions);
    }

    static Populated<?> open(Entrant entrant, RedisEndpoint redis, int sessions) {
        return of(entrant.open(redis), sessions);
    }

    private static <S> Populated<S> of(Contender<S> contender, int sessions) {
        return new Populated<>(contender, sessions);
    }

    /** Threads have sessions of their own: two requests of one session at a time are another subject. */
    Requests requests(Cell cell) {
        int each = sessions.size() / cell.threads();
        return (thread, number) -> {
            S session = sessions.get(thread * each + ThreadLocalRandom.current().nextInt(each));
            if (cell.workload().writes(number)) {
                contender.write(session, Sample.value(numbers.incrementAndGet()));
            } else {
                contender.read(session);
            }
        };
    }

    /** Creates sessions, lists those of each user, and deletes them, one after the other on one thread. */
    LifeCycle lifeCycle(Meter meter, int number) {
        List<S> created = new ArrayList<>();
        int first = users;
        LifeCycle.Step create = meter.measure(number, i -> created.add(contender.create(user(first + i / PER_USER))));
        users = first + number / PER_USER;
        LifeCycle.Step list = contender.list(user(first)).isEmpty() ? LifeCycle.Step.NONE
                : meter.measure(number, i -> listed(user(first + i / PER_USER)));
        LifeCycle.Step delete = meter.measure(number, i -> contender.delete(created.get(i)));
        return new LifeCycle(create, list, delete);
    }

    void addSessions(int number) {
        create(number);
    }

    @Override
    public void close() {
        contender.close();
    }

    private void listed(String user) {
        int found = contender.list(user).orElseThrow();
        if (found != PER_USER) {
            throw new IllegalStateException(found + " sessions of a user instead of " + PER_USER);
        }
    }

    private List<S> create(int number) {
        List<S> created = new ArrayList<>(number);
        for (int i = 0; i < number; i++) {
            created.add(contender.create(user(users + i / PER_USER)));
        }
        users += number / PER_USER;
        return created;
    }

    private static String user(int number) {
        return "user%08d".formatted(number);
    }
}
