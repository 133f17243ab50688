package com.iam.state.crypto.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Set;

import org.junit.jupiter.api.Test;

import com.iam.state.api.Unreadable;
import com.iam.state.api.admin.KeyInfo;
import com.iam.state.api.provider.Envelope;
import com.iam.state.api.provider.Opened;
import com.iam.state.api.provider.StateEncryption;
import com.iam.state.testkit.StateProtectionContract;

class Aes128GcmEncryptionTest extends StateProtectionContract {

    private static final StateEncryptionKey OLD = Golden.key(1);
    private static final StateEncryptionKey NEW = Golden.key(2);

    private final Aes128GcmEncryption encryption = Golden.aes(OLD);

    @Override
    protected StateEncryption encryption() {
        return encryption;
    }

    @Test
    void itTakesAnEnvelopeANonceAndATagMore() {
        byte[] sealed = encryption.seal(PLAIN, CONTEXT);

        assertThat(sealed).hasSize(Envelope.HEADER_LENGTH + AesGcm.OVERHEAD + PLAIN.length);
        assertThat(Envelope.of(sealed)).hasValue(new Envelope(1, Envelope.SUITE_AES_128_GCM, OLD.id()));
    }

    @Test
    void plaintextIsRefusedWhateverItsKeyId() {
        assertThat(why(encryption.open(new NoEncryption().seal(PLAIN, CONTEXT), CONTEXT))).isEqualTo(Unreadable.PLAINTEXT_REFUSED);
        byte[] disguised = encryption.seal(PLAIN, CONTEXT);
        disguised[1] = Envelope.SUITE_NONE;
        assertThat(why(encryption.open(disguised, CONTEXT))).isEqualTo(Unreadable.PLAINTEXT_REFUSED);
    }

    @Test
    void envelopesFromElsewhereAreToldApart() {
        assertThat(why(encryption.open(envelope(2, 1, OLD.id()), CONTEXT))).isEqualTo(Unreadable.NEWER_FORMAT);
        assertThat(why(encryption.open(envelope(255, 9, NEW.id()), CONTEXT))).isEqualTo(Unreadable.NEWER_FORMAT);
        assertThat(why(encryption.open(envelope(0, 1, OLD.id()), CONTEXT))).isEqualTo(Unreadable.MALFORMED);
        assertThat(why(encryption.open(envelope(1, 2, OLD.id()), CONTEXT))).isEqualTo(Unreadable.MALFORMED);
        assertThat(why(encryption.open(envelope(1, 2, NEW.id()), CONTEXT))).isEqualTo(Unreadable.UNKNOWN_KEY);
        assertThat(why(encryption.open(envelope(1, 1, NEW.id()), CONTEXT))).isEqualTo(Unreadable.UNKNOWN_KEY);
    }

    @Test
    void aRotatedKeyOpensUntilItIsRetired() {
        byte[] sealed = encryption.seal(PLAIN, CONTEXT);

        assertThat(plain(Golden.aes(NEW, OLD).open(sealed, CONTEXT))).isEqualTo(PLAIN);
        assertThat(why(Golden.aes(NEW).open(sealed, CONTEXT))).isEqualTo(Unreadable.UNKNOWN_KEY);
        assertThat(why(Golden.aes(Set.of(OLD.id()), NEW).open(sealed, CONTEXT))).isEqualTo(Unreadable.RETIRED_KEY);
    }

    @Test
    void anInstanceThatHasTheNextKeyEnabledOpensWhatIsSealedUnderIt() {
        byte[] sealed = Golden.aes(NEW, OLD).seal(PLAIN, CONTEXT);

        assertThat(plain(Golden.aes(OLD, NEW).open(sealed, CONTEXT))).isEqualTo(PLAIN);
    }

    @Test
    void onlyThePrimaryKeyNeedsNoReseal() {
        Aes128GcmEncryption rotated = Golden.aes(NEW, OLD);

        assertThat(rotated.needsReseal(Envelope.of(rotated.seal(PLAIN, CONTEXT)).orElseThrow())).isFalse();
        assertThat(rotated.needsReseal(Envelope.of(encryption.seal(PLAIN, CONTEXT)).orElseThrow())).isTrue();
        assertThat(rotated.needsReseal(new Envelope(1, Envelope.SUITE_NONE, NEW.id()))).isTrue();
    }

    @Test
    void keysAndTokensStandInTheSameOrder() {
        StateEncryptionKey third = Golden.key(3);
        Aes128GcmEncryption rotated = Golden.aes(Set.of("00000000000000aa"), NEW, OLD, third);

        assertThat(rotated.keys()).containsExactly(new KeyInfo(NEW.id(), KeyInfo.Use.PRIMARY),
                new KeyInfo(OLD.id(), KeyInfo.Use.ENABLED), new KeyInfo(third.id(), KeyInfo.Use.ENABLED),
                new KeyInfo("00000000000000aa", KeyInfo.Use.RETIRED));
        assertThat(rotated.tokens("iam", "login", "ada")).containsExactly(NEW.token("iam", "login", "ada"),
                OLD.token("iam", "login", "ada"), third.token("iam", "login", "ada"));
    }

    private static byte[] envelope(int format, int suite, String keyId) {
        return Arrays.copyOf(new Envelope(format, suite, keyId).header(), 100);
    }

    static byte[] plain(Opened opened) {
        assertThat(opened).isInstanceOf(Opened.Plain.class);
        return ((Opened.Plain) opened).content();
    }

    static Unreadable why(Opened opened) {
        assertThat(opened).isInstanceOf(Opened.Refused.class);
        return ((Opened.Refused) opened).why();
    }
}
