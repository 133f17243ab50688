package com.iam.state.api;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;

/**
 * What a sealed state is bound to, its associated data: a state that was moved to another session, module, namespace,
 * subject or revision does not open. Never a deadline, so that touching a session does not seal it again.
 *
 * @param subjectToken of the state's subject under the sealing key; empty if it has no subject
 */
public record SealContext(String namespace, StateKey key, SecretHash secretHash, long revision, WriteId writeId,
        Optional<Bytes> subjectToken, Instant createdAt, Timeouts timeouts) {

    /**
     * One sequence of bytes for one context: each field as its length (32 bits, big-endian) and its bytes, in the order
     * namespace, module, storage id (UTF-8), hash of the secret, revision (64 bits), write id, subject token (length 0
     * if there is none), creation, idle timeout and lifetime (64 bits each, milliseconds). It is part of the stored
     * format: it cannot change without a new {@link Envelope#FORMAT}.
     */
    public byte[] canonical() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            field(out, namespace.getBytes(StandardCharsets.UTF_8));
            field(out, key.module().getBytes(StandardCharsets.UTF_8));
            field(out, key.storageId().getBytes(StandardCharsets.UTF_8));
            field(out, secretHash.value().toArray());
            field(out, revision);
            field(out, writeId.toArray());
            field(out, subjectToken.map(Bytes::toArray).orElse(new byte[0]));
            field(out, createdAt.toEpochMilli());
            field(out, timeouts.idle().toMillis());
            field(out, timeouts.absoluteLifetime().toMillis());
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory failed", e);
        }
        return bytes.toByteArray();
    }

    private static void field(DataOutputStream out, byte[] value) throws IOException {
        out.writeInt(value.length);
        out.write(value);
    }

    private static void field(DataOutputStream out, long value) throws IOException {
        out.writeInt(Long.BYTES);
        out.writeLong(value);
    }
}
