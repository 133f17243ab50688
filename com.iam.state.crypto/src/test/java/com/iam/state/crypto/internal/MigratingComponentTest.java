package com.iam.state.crypto.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import com.iam.state.api.Bytes;
import com.iam.state.api.admin.KeyInfo;
import com.iam.state.api.provider.Envelope;
import com.iam.state.api.provider.Opened;
import com.iam.state.api.provider.SealContext;
import com.iam.state.api.provider.StateEncryption;

class MigratingComponentTest extends MigratingFixture {

    @Test
    void itIsPublishedOnceBothAreThere() {
        activate(Map.of());
        assertThat(framework.encryptions()).isEmpty();

        bind(old, "old");
        assertThat(framework.encryptions()).isEmpty();

        bind(fresh, "fresh");
        assertThat(framework.propertiesOf(framework.encryption()))
                .isEqualTo(Map.of("state.encryption", "migrating", "name", "move", "state.encryption.local", false,
                        "state.encryption.phase", "read-both", "state.encryption.source", "com.iam.state.crypto.migrating~move",
                        "state.encryption.keys.setting", "phase"));
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
    void itIsLocalIfBothAre() {
        component.bind(old, Map.of("name", "old", StateEncryption.LOCAL, true));
        component.bind(fresh, Map.of("name", "fresh", StateEncryption.LOCAL, true));
        activate(Map.of());

        assertThat(framework.propertiesOf(framework.encryption())).containsEntry(StateEncryption.LOCAL, true);
    }

    @Test
    void oneThatFailsItsTrialIsNotMigratedTo() {
        bind(old, "old");
        bind(new StateEncryption() {

            @Override
            public byte[] seal(byte[] plain, SealContext context) {
                throw new IllegalStateException("no HSM");
            }

            @Override
            public Opened open(byte[] sealed, SealContext context) {
                return fresh.open(sealed, context);
            }

            @Override
            public boolean needsReseal(Envelope envelope) {
                return fresh.needsReseal(envelope);
            }

            @Override
            public List<KeyInfo> keys() {
                return fresh.keys();
            }

            @Override
            public List<Bytes> tokens(String namespace, String module, String subject) {
                return fresh.tokens(namespace, module, subject);
            }

            @Override
            public Optional<String> warning() {
                return fresh.warning();
            }
        }, "fresh");
        activate(Map.of());

        assertThat(framework.encryptions()).isEmpty();
        assertThat(problem().key()).isEqualTo("newEncryption.target");
        assertThat(problem().reason()).isEqualTo("chooses ? 'fresh', which cannot be used: it failed: java.lang.IllegalStateException");
    }

    @Test
    void aFilterThatMatchesSeveralIsToldOnceThatHasLasted() {
        activateWithBoth(Map.of());
        StateEncryption second = Golden.aes(Golden.key(4));
        bind(second, "fresh");
        assertThat(framework.problems()).isEmpty();

        clock.advance(Duration.ofSeconds(2));
        bind(none, "other");
        assertThat(problem().key()).isEqualTo("newEncryption.target");
        assertThat(problem().reason()).contains("matches 2 encryptions (? 'fresh', ? 'fresh')");

        component.unbind(second);
        assertThat(framework.problems()).isEmpty();
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
