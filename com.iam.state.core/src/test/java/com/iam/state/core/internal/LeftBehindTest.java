package com.iam.state.core.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

import org.junit.jupiter.api.Test;

import com.iam.state.api.StateUnavailableException;
import com.iam.state.api.provider.Deadline;
import com.iam.state.api.provider.HandOver;
import com.iam.state.api.provider.StateRepository;
import com.iam.state.api.provider.StoredState;
import com.iam.state.testkit.States;

class LeftBehindTest {

    private final StateRepository source = SwitchFixture.memory("a");

    private LeftBehind origin(InstantSource clock) {
        return new LeftBehind(source, new HandOver.Remains(), () -> List.of(source), "login", States.LONG, clock);
    }

    /** Adopted with no time left it would be over, and then be released. */
    @Test
    void aSessionThatOnlyTheClockHereCallsOverStaysWhereItIs() {
        StoredState stored = States.of("alice");
        source.create(stored, 0, Deadline.after(Duration.ofSeconds(1)));
        Instant late = Instant.now().plus(Duration.ofDays(1));

        assertThatExceptionOfType(StateUnavailableException.class)
                .isThrownBy(() -> origin(() -> late).take(stored.key().storageId(), Deadline.after(Duration.ofSeconds(1))))
                .withMessageContaining("clocks");
        assertThat(origin(InstantSource.system()).take(stored.key().storageId(), Deadline.after(Duration.ofSeconds(1))))
                .isInstanceOf(Origin.Found.class);
    }
}
