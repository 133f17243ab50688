package com.iam.state.redis.internal;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;

import com.iam.state.api.Bytes;
import com.iam.state.api.Timeouts;
import com.iam.state.api.provider.Envelope;
import com.iam.state.api.provider.SecretHash;
import com.iam.state.api.provider.WriteId;

/**
 * What stands in Redis for one session: the fields that scripts read, in clear, and the sealed state. The seal covers
 * the fields too. {@code clock.lua} describes the layout.
 *
 * @param subjectToken of the subject, if there is one
 */
record RecordFormat(long revision, WriteId writeId, Instant createdAt, Timeouts timeouts, SecretHash secretHash,
        Optional<Bytes> subjectToken, byte[] envelope) {

    static final int FORMAT = 1;

    private static final int FIXED_LENGTH = 82;
    private static final int TOKEN_LENGTH = 43;

    byte[] encode() {
        byte[] token = subjectToken.map(RecordFormat::text).orElse("").getBytes(StandardCharsets.US_ASCII);
        return ByteBuffer.allocate(FIXED_LENGTH + token.length + envelope.length)
                .put((byte) FORMAT)
                .putLong(revision)
                .put(writeId.toArray())
                .putLong(createdAt.toEpochMilli())
                .putLong(timeouts.idle().toMillis())
                .putLong(timeouts.absoluteLifetime().toMillis())
                .put(secretHash.value().toArray())
                .put((byte) token.length)
                .put(token)
                .put(envelope)
                .array();
    }

    /** Empty if it is not a record of this format. */
    static Optional<RecordFormat> decode(byte[] value) {
        try {
            ByteBuffer in = ByteBuffer.wrap(value);
            if (in.get() != FORMAT) {
                return Optional.empty();
            }
            long revision = in.getLong();
            WriteId writeId = WriteId.of(bytes(in, WriteId.LENGTH));
            Instant createdAt = Instant.ofEpochMilli(in.getLong());
            Timeouts timeouts = new Timeouts(Duration.ofMillis(in.getLong()), Duration.ofMillis(in.getLong()));
            SecretHash secretHash = new SecretHash(Bytes.copyOf(bytes(in, SecretHash.LENGTH)));
            int tokenLength = in.get();
            if (revision < 1 || tokenLength != 0 && tokenLength != TOKEN_LENGTH) {
                return Optional.empty();
            }
            Optional<Bytes> token = tokenLength == 0
                    ? Optional.empty()
                    : Optional.of(token(bytes(in, tokenLength)));
            byte[] envelope = bytes(in, in.remaining());
            return envelope.length < Envelope.HEADER_LENGTH
                    ? Optional.empty()
                    : Optional.of(new RecordFormat(revision, writeId, createdAt, timeouts, secretHash, token, envelope));
        } catch (BufferUnderflowException | IllegalArgumentException | DateTimeException e) {
            return Optional.empty();
        }
    }

    /** Its last character has two bits more than the token: they must be zero, or two texts would mean one token. */
    private static Bytes token(byte[] text) {
        Bytes token = Bytes.copyOf(Base64.getUrlDecoder().decode(text));
        if (!text(token).equals(new String(text, StandardCharsets.ISO_8859_1))) {
            throw new IllegalArgumentException("the token is not written as it should be");
        }
        return token;
    }

    /** The form in which a token stands in records and in the names of keys. */
    static String text(Bytes token) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(token.toArray());
    }

    private static byte[] bytes(ByteBuffer in, int length) {
        byte[] bytes = new byte[length];
        in.get(bytes);
        return bytes;
    }
}
