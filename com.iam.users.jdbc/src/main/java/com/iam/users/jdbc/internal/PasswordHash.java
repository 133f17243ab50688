package com.iam.users.jdbc.internal;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.text.Normalizer;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/**
 * A salted Argon2id hash (RFC 9106, version 1.3), written in the PHC string format:
 * {@code $argon2id$v=19$m=19456,t=2,p=1$salt$hash}.
 */
record PasswordHash(Cost cost, byte[] salt, byte[] hash) {

    /** @param memoryInKib m; @param passes t; @param lanes p */
    record Cost(int memoryInKib, int passes, int lanes) {

        /** The minimum of the OWASP Password Storage Cheat Sheet: 19 MiB, two passes, one lane. */
        static final Cost OWASP_MINIMUM = new Cost(19_456, 2, 1);

        boolean isWeakerThan(Cost wanted) {
            return memoryInKib < wanted.memoryInKib || passes < wanted.passes;
        }

        /** What is written in the database must not be able to exhaust the memory. */
        private boolean isAcceptable() {
            return lanes >= 1 && lanes <= 16 && passes >= 1 && passes <= 16
                    && memoryInKib >= 8 * lanes && memoryInKib <= 262_144;
        }
    }

    /** RFC 9106, section 3.1: 16 bytes are recommended for password hashing. */
    static final int SALT_LENGTH = 16;
    private static final int HASH_LENGTH = 32;

    private static final Pattern PHC = Pattern.compile(
            "\\$argon2id\\$v=19\\$m=(\\d{1,7}),t=(\\d{1,3}),p=(\\d{1,3})\\$([A-Za-z0-9+/]{11,86})\\$([A-Za-z0-9+/]{22,86})");

    /** NIST SP 800-63B: one normalisation form, or the same keys pressed on another machine would not match. */
    static byte[] bytes(String password) {
        return Normalizer.normalize(password, Normalizer.Form.NFKC).getBytes(StandardCharsets.UTF_8);
    }

    /** Takes tens of milliseconds and the memory that the cost says. @param password is left as it is */
    static PasswordHash of(byte[] password, byte[] salt, Cost cost) {
        return new PasswordHash(cost, salt, compute(password, salt, cost, HASH_LENGTH));
    }

    /** Empty if it is not such a string, or one with unreasonable costs. */
    static Optional<PasswordHash> parse(String phc) {
        Matcher matcher = PHC.matcher(phc);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        Cost cost = new Cost(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)),
                Integer.parseInt(matcher.group(3)));
        try {
            Base64.Decoder decoder = Base64.getDecoder();
            return Optional.of(new PasswordHash(cost, decoder.decode(matcher.group(4)), decoder.decode(matcher.group(5))))
                    .filter(hash -> hash.cost.isAcceptable());
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Takes as long as making the hash did; the comparison tells nothing by its time. */
    boolean matches(byte[] password) {
        return MessageDigest.isEqual(hash, compute(password, salt, cost, hash.length));
    }

    String phc() {
        Base64.Encoder encoder = Base64.getEncoder().withoutPadding();
        return "$argon2id$v=19$m=" + cost.memoryInKib + ",t=" + cost.passes + ",p=" + cost.lanes
                + "$" + encoder.encodeToString(salt) + "$" + encoder.encodeToString(hash);
    }

    @Override
    public String toString() {
        return "PasswordHash[" + cost + "]";
    }

    private static byte[] compute(byte[] password, byte[] salt, Cost cost, int length) {
        Argon2Parameters parameters = new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                .withMemoryAsKB(cost.memoryInKib)
                .withIterations(cost.passes)
                .withParallelism(cost.lanes)
                .withSalt(salt)
                .build();
        Argon2BytesGenerator generator = new Argon2BytesGenerator();
        generator.init(parameters);
        byte[] result = new byte[length];
        generator.generateBytes(password, result);
        return result;
    }
}
