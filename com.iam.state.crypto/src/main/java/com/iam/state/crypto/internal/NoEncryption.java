package com.iam.state.crypto.internal;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import com.iam.state.api.Bytes;
import com.iam.state.api.Unreadable;
import com.iam.state.api.admin.KeyInfo;
import com.iam.state.api.provider.Envelope;
import com.iam.state.api.provider.Opened;
import com.iam.state.api.provider.SealContext;
import com.iam.state.api.provider.StateEncryption;

/** Protects nothing: the state follows its envelope in clear, and the tokens are hashes that names can be guessed from. */
final class NoEncryption implements StateEncryption {

    static final String KIND_NONE = "none";
    static final String WARNING = "Session state is stored unencrypted; user names can be guessed from the index";

    private static final byte[] HEADER = new Envelope(Envelope.FORMAT, Envelope.SUITE_NONE, KeyInfo.NONE).header();

    @Override
    public byte[] seal(byte[] plain, SealContext context) {
        return ByteBuffer.allocate(HEADER.length + plain.length).put(HEADER).put(plain).array();
    }

    @Override
    public Opened open(byte[] sealed, SealContext context) {
        Optional<Envelope> envelope = Envelope.of(sealed);
        Optional<Unreadable> defect = Envelopes.defect(envelope);
        if (defect.isPresent()) {
            return Envelopes.refused(defect.get());
        }
        if (!needsReseal(envelope.get())) {
            return new Opened.Plain(Arrays.copyOfRange(sealed, HEADER.length, sealed.length));
        }
        return Envelopes.refused(envelope.get().suite() == Envelope.SUITE_NONE ? Unreadable.MALFORMED : Unreadable.UNKNOWN_KEY);
    }

    @Override
    public boolean needsReseal(Envelope envelope) {
        return envelope.suite() != Envelope.SUITE_NONE || !envelope.keyId().equals(KeyInfo.NONE);
    }

    @Override
    public List<KeyInfo> keys() {
        return List.of(new KeyInfo(KeyInfo.NONE, KeyInfo.Use.PRIMARY));
    }

    @Override
    public List<Bytes> tokens(String namespace, String module, String subject) {
        try {
            return List.of(Bytes.copyOf(MessageDigest.getInstance("SHA-256").digest(Fields.of(namespace, module, subject))));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    @Override
    public Optional<String> warning() {
        return Optional.of(WARNING);
    }
}
