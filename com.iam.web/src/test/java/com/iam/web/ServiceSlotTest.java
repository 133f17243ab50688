package com.iam.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ServiceSlotTest {

    private final ServiceSlot<String> slot = new ServiceSlot<>(IllegalStateException::new);

    @Test
    void anEmptySlotThrowsWhatItWasTold() {
        assertThatThrownBy(slot::get).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void theOldServiceGoingDoesNotTakeTheNewOneAway() {
        slot.bind("old");
        slot.bind("new");
        slot.unbind("old");

        assertThat(slot.get()).isEqualTo("new");
    }

    @Test
    void theLastServiceGoingLeavesTheSlotEmpty() {
        slot.bind("last");
        slot.unbind("last");

        assertThat(slot.isBound()).isFalse();
    }
}
