package com.iam.state.redis.internal;

import static com.iam.state.redis.internal.Fixture.soon;
import static com.iam.state.testkit.States.LONG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import com.iam.state.api.StateUnavailableException;
import com.iam.state.api.provider.Deadline;
import com.iam.state.api.provider.LoadOutcome;
import com.iam.state.api.provider.StateRepository;
import com.iam.state.api.provider.StoredState;
import com.iam.state.testkit.CarryOverContract;
import com.iam.state.testkit.States;

class RedisCarryOverTest extends CarryOverContract implements RedisTest {

    private final SharedRedis shared = new SharedRedis();

    @Override
    public SharedRedis shared() {
        return shared;
    }

    @Override
    protected StateRepository repository() {
        return shared.repository();
    }

    /** As if it had been carried elsewhere, and back again while Redis hung. */
    @Test
    void whatRedisHearsTooLateReleasesNothing() {
        StoredState first = created();
        StoredState second = created();
        repository().freeze(States.MODULE);
        repository().release(first.key(), soon());
        shared.server().pause();
        try {
            assertThatExceptionOfType(StateUnavailableException.class)
                    .isThrownBy(() -> repository().release(second.key(), Deadline.after(Duration.ofMillis(100))));
            repository().thaw(States.MODULE);
        } finally {
            shared.server().resume();
        }

        assertThat(repository().load(first.key(), LONG, soon())).isInstanceOf(LoadOutcome.Absent.class);
        assertThat(repository().load(second.key(), LONG, soon())).isInstanceOf(LoadOutcome.Found.class);
    }

    private StoredState created() {
        StoredState stored = States.of("alice");
        repository().create(stored, 0, soon());
        return stored;
    }
}
