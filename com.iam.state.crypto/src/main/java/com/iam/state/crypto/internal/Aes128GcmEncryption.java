package com.iam.state.crypto.internal;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

import com.iam.state.api.Bytes;
import com.iam.state.api.Unreadable;
import com.iam.state.api.admin.KeyInfo;
import com.iam.state.api.provider.Envelope;
import com.iam.state.api.provider.Opened;
import com.iam.state.api.provider.SealContext;
import com.iam.state.api.provider.StateEncryption;

/**
 * Seals under a key of its own for each session. A sealed state is the envelope's header (10 bytes), nonce (12),
 * ciphertext, and tag (16); the header and the canonical context are authenticated with it.
 */
final class Aes128GcmEncryption implements StateEncryption {

    static final String KIND_AES_128_GCM = "aes128gcm";

    private final AesGcm cipher;
    private final KeyRing keys;

    Aes128GcmEncryption(AesGcm cipher, KeyRing keys) {
        this.cipher = cipher;
        this.keys = keys;
    }

    @Override
    public byte[] seal(byte[] plain, SealContext context) {
        StateEncryptionKey key = keys.primary();
        byte[] header = new Envelope(Envelope.FORMAT, Envelope.SUITE_AES_128_GCM, key.id()).header();
        return cipher.seal(header, sealKey(key, context), associated(header, context), plain);
    }

    @Override
    public Opened open(byte[] sealed, SealContext context) {
        Optional<Envelope> envelope = Envelope.of(sealed);
        Optional<Unreadable> defect = Envelopes.defect(envelope);
        if (defect.isPresent()) {
            return Envelopes.refused(defect.get());
        }
        int suite = envelope.get().suite();
        String keyId = envelope.get().keyId();
        if (suite == Envelope.SUITE_NONE) {
            return Envelopes.refused(Unreadable.PLAINTEXT_REFUSED);
        }
        if (keys.isRetired(keyId)) {
            return Envelopes.refused(Unreadable.RETIRED_KEY);
        }
        Optional<StateEncryptionKey> key = keys.opening(keyId);
        if (key.isEmpty()) {
            // Of an unknown suite, perhaps: then it is another encryption's, and that is for the operator to mend.
            return Envelopes.refused(Unreadable.UNKNOWN_KEY);
        }
        if (suite != Envelope.SUITE_AES_128_GCM || sealed.length < Envelope.HEADER_LENGTH + AesGcm.OVERHEAD) {
            return Envelopes.refused(Unreadable.MALFORMED);
        }
        return cipher.open(sealed, Envelope.HEADER_LENGTH, sealKey(key.get(), context), associated(envelope.get().header(), context))
                .<Opened>map(Opened.Plain::new)
                .orElseGet(() -> Envelopes.refused(Unreadable.NOT_AUTHENTIC));
    }

    @Override
    public boolean needsReseal(Envelope envelope) {
        return envelope.suite() != Envelope.SUITE_AES_128_GCM || !envelope.keyId().equals(keys.primary().id());
    }

    @Override
    public List<KeyInfo> keys() {
        return keys.infos();
    }

    @Override
    public List<Bytes> tokens(String namespace, String module, String subject) {
        List<StateEncryptionKey> opening = keys.opening();
        if (opening.size() == 1) {
            // As it nearly always is, and each request asks twice.
            return List.of(opening.get(0).token(namespace, module, subject));
        }
        return opening.stream().map(key -> key.token(namespace, module, subject)).toList();
    }

    @Override
    public Optional<String> warning() {
        return Optional.empty();
    }

    private static byte[] sealKey(StateEncryptionKey key, SealContext context) {
        return key.sealKey(Envelope.SUITE_AES_128_GCM, context.namespace(), context.key());
    }

    private static byte[] associated(byte[] header, SealContext context) {
        byte[] canonical = context.canonical();
        return ByteBuffer.allocate(header.length + canonical.length).put(header).put(canonical).array();
    }
}
