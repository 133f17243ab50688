package com.iam.state.crypto.internal;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;

import com.iam.state.api.Bytes;
import com.iam.state.api.StateKey;
import com.iam.state.api.Timeouts;
import com.iam.state.api.provider.SealContext;
import com.iam.state.api.provider.SecretHash;
import com.iam.state.api.provider.WriteId;

/** The pinned format, and encryptions to test with. */
final class Golden {

    private static final Properties VALUES = load();

    private Golden() {
    }

    static String text(String name) {
        return VALUES.getProperty(name);
    }

    static byte[] bytes(String name) {
        return HexFormat.of().parseHex(text(name));
    }

    static long number(String name) {
        return Long.parseLong(text(name));
    }

    static SealContext context() {
        return context(Optional.of(Bytes.copyOf(bytes("token"))));
    }

    static SealContext context(Optional<Bytes> token) {
        return new SealContext(text("namespace"), new StateKey(text("module"), text("storageId")),
                new SecretHash(Bytes.copyOf(bytes("secretHash"))), number("revision"), WriteId.of(bytes("writeId")), token,
                Instant.ofEpochMilli(number("createdAt")),
                new Timeouts(Duration.ofMillis(number("idle")), Duration.ofMillis(number("lifetime"))));
    }

    static StateEncryptionKey key() {
        return key(bytes("key"));
    }

    static StateEncryptionKey key(byte[] secret) {
        return new StateEncryptionKey(secret, new HmacSha256(Jca.PLATFORM));
    }

    /** A key of sixteen times this byte. */
    static StateEncryptionKey key(int filling) {
        byte[] secret = new byte[StateEncryptionKey.LENGTH];
        Arrays.fill(secret, (byte) filling);
        return key(secret);
    }

    static Aes128GcmEncryption aes(StateEncryptionKey primary, StateEncryptionKey... enabled) {
        return aes(Set.of(), primary, enabled);
    }

    static Aes128GcmEncryption aes(Set<String> retired, StateEncryptionKey primary, StateEncryptionKey... enabled) {
        return new Aes128GcmEncryption(new AesGcm(Jca.PLATFORM), new KeyRing(primary, List.of(enabled), retired));
    }

    private static Properties load() {
        Properties values = new Properties();
        try (InputStream in = Golden.class.getResourceAsStream("golden.properties")) {
            values.load(in);
            return values;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
