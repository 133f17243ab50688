package com.iam.state.memory.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CyclicBarrier;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import com.iam.state.api.SessionEnd;
import com.iam.state.api.provider.CarriedState;
import com.iam.state.api.provider.Deadline;
import com.iam.state.api.provider.LoadOutcome;
import com.iam.state.api.provider.StateRepository;
import com.iam.state.api.provider.StoredState;
import com.iam.state.api.provider.WriteOutcome;
import com.iam.state.testkit.Parallel;
import com.iam.state.testkit.StateRacesContract;
import com.iam.state.testkit.States;

class MemoryStateRacesTest extends StateRacesContract {

    private static final int LOADS = 300_000;
    private static final int SESSIONS = 10_000;

    private final StateRepository repository =
            new MemoryStateRepository("test", "memory of a test", 10_000, InstantSource.system());

    @Override
    protected StateRepository repository() {
        return repository;
    }

    private static Deadline soon() {
        return Deadline.after(Duration.ofSeconds(60));
    }

    private WriteOutcome adopt(StoredState state) {
        return repository.adopt(new CarriedState(state, Duration.ofMinutes(5)), soon());
    }

    @Test
    void whatHasEndedIsNotSeenWhileSomebodyTriesToBringItBack() throws InterruptedException {
        StoredState state = States.of("alice");
        repository.create(state, 0, soon());
        repository.delete(state.key(), SessionEnd.Cause.USER, soon());

        assertThat(Parallel.run(2, number -> () -> {
            boolean seen = false;
            for (int i = 0; i < LOADS; i++) {
                seen |= number == 0 ? adopt(state) instanceof WriteOutcome.Applied
                        : repository.load(state.key(), States.LONG, soon()) instanceof LoadOutcome.Found;
            }
            return seen;
        })).containsOnly(false);
    }

    @Test
    void whatIsDeletedWhileItArrivesStaysDeleted() throws InterruptedException {
        StoredState[] states = Stream.generate(() -> States.of("alice")).limit(SESSIONS).toArray(StoredState[]::new);
        CyclicBarrier together = new CyclicBarrier(2);

        assertThat(Parallel.run(2, number -> () -> {
            int back = 0;
            for (StoredState state : states) {
                together.await();
                boolean deleted = number == 0
                        ? repository.delete(state.key(), SessionEnd.Cause.USER, soon()) instanceof WriteOutcome.Applied
                        : adopt(state) == null;
                together.await();
                back += deleted && adopt(state) instanceof WriteOutcome.Applied ? 1 : 0;
                repository.delete(state.key(), SessionEnd.Cause.USER, soon());
            }
            return back;
        })).containsOnly(0);
    }
}
