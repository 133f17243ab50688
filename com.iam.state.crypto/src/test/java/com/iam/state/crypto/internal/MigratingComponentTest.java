package com.iam.state.crypto.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;

import org.junit.jupiter.api.Test;

import com.iam.state.api.KeyInfo;
import com.iam.state.api.StateEncryption;

class MigratingComponentTest extends MigratingFixture {

    @Test
    void itIsPublishedOnceBothAreThere() {
        activate(Map.of());
        assertThat(framework.encryptions()).isEmpty();

        bind(old, "old");
        assertThat(framework.encryptions()).isEmpty();

        bind(fresh, "fresh");
        assertThat(framework.propertiesOf(framework.encryption()))
                .isEqualTo(Map.of("state.encryption", "migrating", "name", "move"));
        assertThat(primary()).isEqualTo(Golden.key(1).id());
        assertThat(framework.problems()).isEmpty();
    }

    @Test
    void whatIsThereAtActivationIsTakenAtOnce() {
        bind(old, "old");
        bind(fresh, "fresh");
        activate(Map.of("phase", "write-new"));

        assertThat(primary()).isEqualTo(Golden.key(2).id());
        assertThat(framework.history()).containsExactly(1);
    }

    @Test
    void itIsWithdrawnWhenOneGoesAndComesBackWithIt() {
        activateWithBoth(Map.of());

        component.unbind(fresh);
        assertThat(framework.encryptions()).isEmpty();

        bind(fresh, "fresh");
        assertThat(framework.encryptions()).hasSize(1);
    }

    @Test
    void aSuccessorIsPublishedBeforeTheOldOneGoes() {
        activateWithBoth(Map.of());
        StateEncryption rotated = Golden.aes(Golden.key(3), Golden.key(2));

        bind(rotated, "fresh");
        component.unbind(fresh);

        assertThat(framework.encryption().keys()).extracting(KeyInfo::id)
                .containsExactly(Golden.key(1).id(), Golden.key(3).id(), Golden.key(2).id());
        assertThat(framework.history()).containsExactly(1, 2, 1);
    }

    @Test
    void whatWasChosenStaysWhenABetterOneComes() {
        activateWithBoth(Map.of());
        StateEncryption before = framework.encryption();

        bind(Golden.aes(Golden.key(4)), "fresh", 1000);

        assertThat(framework.encryption()).isSameAs(before);
    }

    @Test
    void theRankingBreaksTiesAmongNewOnes() {
        bind(Golden.aes(Golden.key(3)), "fresh", 0);
        bind(fresh, "fresh", 10);
        bind(old, "old");
        activate(Map.of("phase", "write-new"));

        assertThat(primary()).isEqualTo(Golden.key(2).id());
    }

    @Test
    void whatIsOfNoConcernChangesNothing() {
        activateWithBoth(Map.of());

        bind(none, "other");
        component.unbind(none);

        assertThat(framework.history()).containsExactly(1);
    }

    @Test
    void theNextPhaseIsANewService() {
        activateWithBoth(Map.of());

        component.modified(settings(Map.of("phase", "write-new")));

        assertThat(primary()).isEqualTo(Golden.key(2).id());
        assertThat(framework.history()).containsExactly(1, 2, 1);
    }
}
