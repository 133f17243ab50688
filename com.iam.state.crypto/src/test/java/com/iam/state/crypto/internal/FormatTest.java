package com.iam.state.crypto.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import com.iam.state.api.Bytes;
import com.iam.state.api.provider.Envelope;
import com.iam.state.api.provider.Opened;

/** What stands in a store must stay readable: these values were made by another implementation, and never change. */
class FormatTest {

    private final Aes128GcmEncryption encryption = Golden.aes(Golden.key());

    @Test
    void theCanonicalContextIsPinned() {
        assertThat(Golden.context().canonical()).isEqualTo(Golden.bytes("canonical"));
        assertThat(Golden.context(Optional.empty()).canonical()).isEqualTo(Golden.bytes("canonicalWithoutSubject"));
    }

    @Test
    void derivedKeysArePinned() {
        assertThat(Golden.key().id()).isEqualTo(Golden.text("keyId"));
        assertThat(Golden.key().sealKey(Envelope.SUITE_AES_128_GCM, Golden.text("namespace"), Golden.context().key()))
                .isEqualTo(Golden.bytes("sealKey"));
    }

    @Test
    void tokensArePinned() {
        assertThat(encryption.tokens(Golden.text("namespace"), Golden.text("module"), Golden.text("subject")))
                .isEqualTo(List.of(Bytes.copyOf(Golden.bytes("token"))));
        assertThat(new NoEncryption().tokens(Golden.text("namespace"), Golden.text("module"), Golden.text("subject")))
                .isEqualTo(List.of(Bytes.copyOf(Golden.bytes("tokenOfNone"))));
    }

    @Test
    void theSealedStateOpens() {
        Opened opened = encryption.open(Golden.bytes("sealed"), Golden.context());

        assertThat(((Opened.Plain) opened).content()).isEqualTo(Golden.bytes("plain"));
    }
}
