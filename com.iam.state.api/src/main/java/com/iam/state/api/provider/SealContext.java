package com.iam.state.api.provider;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;

import com.iam.state.api.Bytes;
import com.iam.state.api.StateKey;
import com.iam.state.api.Timeouts;

/**
 * What a sealed state is bound to, its associated data: a state that was moved to another session, module, namespace,
 * subject or revision does not open. Never a deadline, so that touching a session does not seal it again.
 *
 * @param subjectToken of the state's subject under the sealing key; empty if it has no subject
 */
public record SealContext(String namespace, StateKey key, SecretHash secretHash, long revision, WriteId writeId,
        Optional<Bytes> subjectToken, Instant createdAt, Timeouts timeouts) {

    private static final int FIELDS = 10;
    private static final int NUMBERS = 4;

    /**
     * One sequence of bytes for one context: each field as its length (32 bits, big-endian) and its bytes, in the
     * order namespace, module, storage id (UTF-8), hash of the secret, revision (64 bits), write id, subject token
     * (length 0 if there is none), creation, idle timeout and lifetime (64 bits each, milliseconds). It is part of
     * the stored format: it cannot change without a new {@link Envelope#FORMAT}.
     */
    public byte[] canonical() {
        byte[] namespaceBytes = namespace.getBytes(StandardCharsets.UTF_8);
        byte[] module = key.module().getBytes(StandardCharsets.UTF_8);
        byte[] storageId = key.storageId().getBytes(StandardCharsets.UTF_8);
        byte[] secret = secretHash.value().toArray();
        byte[] write = writeId.toArray();
        byte[] token = subjectToken.map(Bytes::toArray).orElse(new byte[0]);
        int length = FIELDS * Integer.BYTES + NUMBERS * Long.BYTES + namespaceBytes.length + module.length
                + storageId.length + secret.length + write.length + token.length;
        ByteBuffer out = ByteBuffer.allocate(length);
        field(out, namespaceBytes);
        field(out, module);
        field(out, storageId);
        field(out, secret);
        field(out, revision);
        field(out, write);
        field(out, token);
        field(out, createdAt.toEpochMilli());
        field(out, timeouts.idle().toMillis());
        field(out, timeouts.absoluteLifetime().toMillis());
        return out.array();
    }

    private static void field(ByteBuffer out, byte[] value) {
        out.putInt(value.length).put(value);
    }

    private static void field(ByteBuffer out, long value) {
        out.putInt(Long.BYTES).putLong(value);
    }
}
