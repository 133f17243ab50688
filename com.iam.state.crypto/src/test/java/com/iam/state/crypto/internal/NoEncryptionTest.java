package com.iam.state.crypto.internal;

import static com.iam.state.crypto.internal.Aes128GcmEncryptionTest.plain;
import static com.iam.state.crypto.internal.Aes128GcmEncryptionTest.why;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;

import org.junit.jupiter.api.Test;

import com.iam.state.api.Unreadable;
import com.iam.state.api.admin.KeyInfo;
import com.iam.state.api.provider.Envelope;
import com.iam.state.api.provider.StateEncryption;
import com.iam.state.testkit.StateEncryptionContract;

class NoEncryptionTest extends StateEncryptionContract {

    private final NoEncryption none = new NoEncryption();

    @Override
    protected StateEncryption encryption() {
        return none;
    }

    @Test
    void theStateFollowsItsEnvelopeInClear() {
        byte[] stored = none.seal(new byte[] {7, 8}, CONTEXT);

        assertThat(stored).containsExactly(1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 7, 8);
        assertThat(plain(none.open(stored, CONTEXT))).containsExactly(7, 8);
        assertThat(plain(none.open(none.seal(new byte[0], CONTEXT), CONTEXT))).isEmpty();
        assertThat(none.needsReseal(Envelope.of(stored).orElseThrow())).isFalse();
    }

    @Test
    void anythingElseIsRefused() {
        byte[] stored = none.seal(new byte[] {7, 8}, CONTEXT);

        assertThat(why(none.open(Golden.bytes("sealed"), CONTEXT))).isEqualTo(Unreadable.UNKNOWN_KEY);
        assertThat(why(none.open(Arrays.copyOf(stored, 9), CONTEXT))).isEqualTo(Unreadable.MALFORMED);
        assertThat(why(none.open(new Envelope(2, 0, KeyInfo.NONE).header(), CONTEXT))).isEqualTo(Unreadable.NEWER_FORMAT);
        assertThat(why(none.open(new Envelope(1, 0, Golden.text("keyId")).header(), CONTEXT))).isEqualTo(Unreadable.MALFORMED);
        assertThat(none.needsReseal(new Envelope(1, 1, Golden.text("keyId")))).isTrue();
    }

    @Test
    void itSaysWhatItIs() {
        assertThat(none.keys()).containsExactly(new KeyInfo(KeyInfo.NONE, KeyInfo.Use.PRIMARY));
        assertThat(none.warning()).isPresent();
    }
}
