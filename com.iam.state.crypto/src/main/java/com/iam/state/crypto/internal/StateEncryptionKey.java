package com.iam.state.crypto.internal;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

import com.iam.state.api.Bytes;
import com.iam.state.api.StateKey;
import com.iam.state.api.provider.Envelope;
import com.iam.support.memo.Memo;

/**
 * A configured key, and what is derived from it. The key itself is used for nothing but that, by HKDF-SHA-256:
 *
 * <ul>
 * <li>{@code seal}, suite, namespace, module, storage id: the AES key of one session, so that the limit of random
 * nonces applies to each session by itself <li>{@code index}, namespace, module: the HMAC key of the tokens that
 * stand for subjects <li>{@code id}: the key id, which is public </ul>
 *
 * The info of RFC 5869 is these fields as {@link Fields} writes them. All of this, and the salt, is part of the
 * stored format.
 */
final class StateEncryptionKey {

    static final int LENGTH = 16;

    /** Not a secret. It keeps these keys apart from those that another application derives from the same bytes. */
    private static final byte[] SALT = "com.iam.state.crypto HKDF-SHA-256 1".getBytes(StandardCharsets.US_ASCII);
    private static final int INDEX_KEY_LENGTH = 32;

    /** An instance has a handful of modules. */
    private static final int MOST_PLACES = 64;
    /** Each request of a subject needs its token, some twice. */
    private static final int TOKENS_BITS = 12;
    /** A request that changes its session needs its key, the next one needs it again. */
    private static final int SEAL_KEYS_BITS = 13;

    private record Place(String namespace, String module) {
    }

    private record Subject(Place place, String name) {
    }

    private record Session(int suite, String namespace, StateKey key) {
    }

    private final Memo<Session, byte[]> sealKeys = new Memo<>(SEAL_KEYS_BITS);
    private final Memo<Subject, Bytes> tokens = new Memo<>(TOKENS_BITS);
    private final ConcurrentMap<Place, byte[]> indexKeys = new ConcurrentHashMap<>();
    private final HmacSha256 hmac;
    private final Hkdf hkdf;
    private final byte[] pseudorandomKey;
    private final String id;

    /** @param secret is not kept; the caller may overwrite it */
    StateEncryptionKey(byte[] secret, HmacSha256 hmac) {
        this.hmac = hmac;
        this.hkdf = new Hkdf(hmac);
        this.pseudorandomKey = hkdf.extract(SALT, secret);
        this.id = HexFormat.of().formatHex(expand(Envelope.KEY_ID_LENGTH, "id"));
    }

    /** 16 hexadecimal digits. */
    String id() {
        return id;
    }

    /** Not a copy: callers must not change it. */
    byte[] sealKey(int suite, String namespace, StateKey key) {
        Session session = new Session(suite, namespace, key);
        return sealKeys.find(session).orElseGet(() -> {
            byte[] derived = expand(LENGTH, "seal", Integer.toString(suite), namespace, key.module(), key.storageId());
            sealKeys.put(session, derived);
            return derived;
        });
    }

    Bytes token(String namespace, String module, String subject) {
        Subject whose = new Subject(new Place(namespace, module), subject);
        return tokens.find(whose).orElseGet(() -> {
            Bytes token = Bytes.copyOf(hmac.of(indexKey(whose.place()), subject.getBytes(StandardCharsets.UTF_8)));
            tokens.put(whose, token);
            return token;
        });
    }

    private byte[] indexKey(Place place) {
        byte[] known = indexKeys.get(place);
        if (known != null) {
            return known;
        }
        byte[] indexKey = expand(INDEX_KEY_LENGTH, "index", place.namespace(), place.module());
        if (indexKeys.size() < MOST_PLACES) {
            indexKeys.put(place, indexKey);
        }
        return indexKey;
    }

    private byte[] expand(int length, String... info) {
        return hkdf.expand(pseudorandomKey, Fields.of(info), length);
    }
}
