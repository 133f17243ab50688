package com.iam.state.crypto.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import com.iam.state.api.admin.KeyInfo;
import com.iam.state.api.provider.StateEncryption;

class MigratingSettingsTest extends MigratingFixture {

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {
        "phase; write; must be one of read-both, write-new, retired, not 'write'",
        "previousEncryption.target; name=old; is not a filter such as (name=value): 'name=old'",
        "newEncryption.target; (name=nobody); matches no state encryption",
        "previousEncryption.target; (name=nobody); matches no state encryption",
        "newEncryption.target; (name=old); chooses the same encryption as previousEncryption.target",
        "newEncryption.target; (name=none); chooses an encryption that does not encrypt",
        "deadline; tomorrow; must be an instant (ISO 8601) such as 2026-01-31T18:00:00Z, not 'tomorrow'",
        "deadline; 2026-01-01T08:00:01Z; must be at most 28800 seconds ahead (maximumSessionLifetime)",
        "maximumSessionLifetime; 0; must be from 1 to 2592000, not 0"})
    void badSettingsLeaveTheLastGoodOnesInForce(String key, String value, String reason) {
        bind(none, "none");
        activateWithBoth(Map.of());
        StateEncryption before = framework.encryption();

        component.modified(settings(Map.of(key, value)));

        assertThat(framework.encryption()).isSameAs(before);
        assertThat(problem().key()).isEqualTo(key);
        assertThat(problem().reason()).isEqualTo(reason);
        assertThat(problem().consequence()).isEqualTo("the last good configuration stays in force");

        component.modified(settings(Map.of()));

        assertThat(framework.encryption()).isSameAs(before);
        assertThat(framework.problems()).isEmpty();
    }

    @Test
    void theLastGoodSettingsFollowASuccessorToo() {
        activateWithBoth(Map.of());
        component.modified(settings(Map.of("phase", "wrong")));
        StateEncryption rotated = Golden.aes(Golden.key(3), Golden.key(1));

        bind(rotated, "old");
        component.unbind(old);

        assertThat(primary()).isEqualTo(Golden.key(3).id());
        assertThat(problem().key()).isEqualTo("phase");
    }

    @Test
    void badSettingsAtTheFirstActivationPublishNothing() {
        activateWithBoth(Map.of("phase", "wrong"));

        assertThat(framework.encryptions()).isEmpty();
        assertThat(problem().consequence()).isEqualTo("there is no service until this is mended");
    }

    @Test
    void aMigrationFromPlaintextNeedsADeadline() {
        bind(none, "old");
        bind(fresh, "fresh");
        activate(Map.of());

        assertThat(framework.encryptions()).isEmpty();
        assertThat(problem().key()).isEqualTo("deadline");
        assertThat(problem().reason()).startsWith("is missing");
    }

    @Test
    void theDeadlineMayBeOneLifetimeAhead() {
        bind(none, "old");
        bind(fresh, "fresh");
        activate(Map.of("deadline", "2026-01-01T08:00:00Z"));
        assertThat(primary()).isEqualTo(KeyInfo.NONE);

        component.modified(settings(Map.of("deadline", "2026-01-01T09:00:00Z", "maximumSessionLifetime", 32_400)));

        assertThat(framework.problems()).isEmpty();
    }

    @Test
    void aNewServiceSaysThatTheDeadlineHasPassed() {
        bind(none, "old");
        bind(fresh, "fresh");
        activate(Map.of("deadline", "2026-01-01T08:00:00Z", "phase", "write-new"));
        StateEncryption before = framework.encryption();

        clock.advance(Duration.ofHours(8));
        bind(old, "other"); // any occasion; a timer gives one as well

        assertThat(framework.encryption()).isNotSameAs(before);
        assertThat(framework.encryption().keys()).contains(new KeyInfo(KeyInfo.NONE, KeyInfo.Use.RETIRED));
    }

    @Test
    void aDeadlineThatPassedBeforeTheStartIsNoMistake() {
        bind(none, "old");
        bind(fresh, "fresh");
        activate(Map.of("deadline", "2025-12-31T00:00:00Z"));

        assertThat(primary()).isEqualTo(Golden.key(2).id());
        assertThat(framework.problems()).isEmpty();
    }

    @Test
    void aWayBackToPlaintextIsRefused() {
        bind(old, "old");
        bind(none, "fresh");
        activate(Map.of("deadline", "2026-01-01T08:00:00Z"));

        assertThat(framework.encryptions()).isEmpty();
        assertThat(problem().reason()).isEqualTo("chooses an encryption that does not encrypt");
    }
}
