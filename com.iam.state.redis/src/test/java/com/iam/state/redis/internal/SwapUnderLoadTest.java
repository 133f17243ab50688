package com.iam.state.redis.internal;

import static com.iam.state.redis.internal.Fixture.soon;
import static com.iam.state.testkit.States.LONG;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;

import com.iam.state.api.provider.LoadOutcome;
import com.iam.state.api.provider.StoredState;
import com.iam.state.api.provider.WriteOutcome;
import com.iam.state.testkit.Parallel;
import com.iam.state.testkit.States;

/** Nothing is lost while what stands behind the gate moves. */
class SwapUnderLoadTest implements RedisTest {

    private static final int WRITERS = 16;
    private static final int INCREMENTS = Boolean.getBoolean("iam.full") ? 500 : 50;

    private final SharedRedis shared = new SharedRedis();

    @Override
    public SharedRedis shared() {
        return shared;
    }

    private RedisStateRepository repository() {
        return shared.repository();
    }

    private void increment(StoredState session, int times) {
        for (int n = 0; n < times; n++) {
            WriteOutcome outcome;
            do {
                LoadOutcome.Found found = (LoadOutcome.Found) repository().load(session.key(), LONG, soon());
                outcome = repository().update(States.incremented(found.stored()), LONG, 0, soon());
            } while (outcome instanceof WriteOutcome.Stale);
            assertThat(outcome).isInstanceOf(WriteOutcome.Applied.class);
        }
    }

    private long value(StoredState session) {
        return ((LoadOutcome.Found) repository().peek(session.key(), LONG, soon())).stored().state().int64("n").orElseThrow();
    }

    @Test
    void noIncrementOfSixteenWritersIsLost() throws InterruptedException {
        StoredState session = States.of("alice");
        repository().create(session, 0, soon());

        Parallel.run(WRITERS, i -> () -> {
            increment(session, INCREMENTS);
            return null;
        });

        assertThat(value(session)).isEqualTo((long) WRITERS * INCREMENTS);
    }

    /** Each writer has a session of its own, so that each acknowledged write must still be there. */
    @Test
    void noWriteIsLostWhileTheEncryptionIsSwapped() throws InterruptedException {
        AtomicInteger writing = new AtomicInteger(WRITERS);
        AtomicInteger swaps = new AtomicInteger();

        Parallel.run(WRITERS + 1, i -> () -> {
            if (i == WRITERS) {
                for (long id = 100; writing.get() > 0; id++) {
                    TestEncryption next = id % 2 == 0 ? new TestEncryption("first", "second") : new TestEncryption("second", "first");
                    shared.fixture().add(id, next);
                    shared.fixture().binding.remove(shared.fixture().binding.bound().orElseThrow().id(), true);
                    swaps.incrementAndGet();
                }
                return null;
            }
            try {
                StoredState session = States.of("user" + i);
                repository().create(session, 0, soon());
                increment(session, INCREMENTS);
                assertThat(value(session)).isEqualTo(INCREMENTS);
            } finally {
                writing.decrementAndGet();
            }
            return null;
        });

        assertThat(swaps.get()).isPositive();
    }

    @Test
    void noWriteIsLostWhileTheConnectionIsSwapped() throws InterruptedException {
        AtomicBoolean swapped = new AtomicBoolean();
        StoredState session = States.of("alice");
        repository().create(session, 0, soon());

        Parallel.run(5, i -> () -> {
            if (i < 4) {
                do {
                    increment(session, 10);
                } while (!swapped.get());
                increment(session, 10);
            } else {
                try {
                    RedisStore previous = shared.fixture().binding.store();
                    RedisStore next = Fixture.store(Fixture.settings(shared.server().uri(), Map.of("responseTimeoutInMs", 10_000)));
                    if (shared.fixture().binding.exchange(next)) {
                        previous.close();
                    }
                } finally {
                    swapped.set(true);
                }
            }
            return null;
        });

        assertThat(value(session)).isPositive().isEqualTo(((LoadOutcome.Found) repository()
                .peek(session.key(), LONG, soon())).stored().revision() - 1);
    }
}
