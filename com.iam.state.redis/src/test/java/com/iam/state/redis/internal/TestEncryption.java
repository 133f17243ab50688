package com.iam.state.redis.internal;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

import com.iam.state.api.Bytes;
import com.iam.state.api.Unreadable;
import com.iam.state.api.admin.KeyInfo;
import com.iam.state.api.provider.Envelope;
import com.iam.state.api.provider.Opened;
import com.iam.state.api.provider.SealContext;
import com.iam.state.api.provider.StateEncryption;

/** AES-128-GCM with keys that are made from words: enough for a repository, whatever the encryptions themselves do. */
final class TestEncryption implements StateEncryption {

    private static final int NONCE_LENGTH = 12;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final List<String> words;
    private final List<String> retired;

    /** The primary key first. */
    TestEncryption(String... words) {
        this(List.of(words), List.of());
    }

    private TestEncryption(List<String> words, List<String> retired) {
        this.words = words;
        this.retired = retired;
    }

    TestEncryption retiring(String... others) {
        return new TestEncryption(words, List.of(others));
    }

    static String keyId(String word) {
        return HexFormat.of().formatHex(digest("id" + word), 0, Envelope.KEY_ID_LENGTH);
    }

    @Override
    public byte[] seal(byte[] plain, SealContext context) {
        byte[] nonce = new byte[NONCE_LENGTH];
        RANDOM.nextBytes(nonce);
        Envelope envelope = new Envelope(Envelope.FORMAT, Envelope.SUITE_AES_128_GCM, keyId(words.get(0)));
        try {
            byte[] sealed = cipher(Cipher.ENCRYPT_MODE, words.get(0), nonce, context, envelope).doFinal(plain);
            return ByteBuffer.allocate(Envelope.HEADER_LENGTH + nonce.length + sealed.length)
                    .put(envelope.header()).put(nonce).put(sealed).array();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public Opened open(byte[] sealed, SealContext context) {
        Envelope envelope = Envelope.of(sealed).orElse(new Envelope(0, 0, KeyInfo.NONE));
        if (envelope.format() != Envelope.FORMAT || sealed.length < Envelope.HEADER_LENGTH + NONCE_LENGTH) {
            return new Opened.Refused(Unreadable.MALFORMED);
        }
        Optional<String> word = words.stream().filter(each -> keyId(each).equals(envelope.keyId())).findFirst();
        if (word.isEmpty()) {
            return new Opened.Refused(Unreadable.UNKNOWN_KEY);
        }
        int start = Envelope.HEADER_LENGTH + NONCE_LENGTH;
        byte[] nonce = Arrays.copyOfRange(sealed, Envelope.HEADER_LENGTH, start);
        try {
            Cipher cipher = cipher(Cipher.DECRYPT_MODE, word.get(), nonce, context, envelope);
            return new Opened.Plain(cipher.doFinal(sealed, start, sealed.length - start));
        } catch (GeneralSecurityException e) {
            return new Opened.Refused(Unreadable.NOT_AUTHENTIC);
        }
    }

    @Override
    public boolean needsReseal(Envelope envelope) {
        return !envelope.keyId().equals(keyId(words.get(0)));
    }

    @Override
    public List<KeyInfo> keys() {
        return Stream.concat(
                IntStream.range(0, words.size())
                        .mapToObj(i -> new KeyInfo(keyId(words.get(i)), i == 0 ? KeyInfo.Use.PRIMARY : KeyInfo.Use.ENABLED)),
                retired.stream().map(word -> new KeyInfo(keyId(word), KeyInfo.Use.RETIRED))).toList();
    }

    @Override
    public List<Bytes> tokens(String namespace, String module, String subject) {
        return words.stream().map(word -> {
            try {
                Mac mac = Mac.getInstance("HmacSHA256");
                mac.init(new SecretKeySpec(digest("index" + word), "HmacSHA256"));
                return Bytes.copyOf(mac.doFinal((namespace + "/" + module + "/" + subject).getBytes(StandardCharsets.UTF_8)));
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        }).toList();
    }

    @Override
    public Optional<String> warning() {
        return Optional.empty();
    }

    private static Cipher cipher(int mode, String word, byte[] nonce, SealContext context, Envelope envelope)
            throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, new SecretKeySpec(digest(word), 0, 16, "AES"), new GCMParameterSpec(128, nonce));
        cipher.updateAAD(envelope.header());
        cipher.updateAAD(context.canonical());
        return cipher;
    }

    private static byte[] digest(String word) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(word.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
