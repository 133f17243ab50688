package com.iam.state.crypto.internal;

import java.util.Arrays;

/** HKDF (RFC 5869) with SHA-256. */
final class Hkdf {

    private static final int MAXIMUM_LENGTH = 255 * HmacSha256.LENGTH;

    private final HmacSha256 hmac;

    Hkdf(HmacSha256 hmac) {
        this.hmac = hmac;
    }

    /** Section 2.2. @return the pseudorandom key, 32 bytes */
    byte[] extract(byte[] salt, byte[] inputKey) {
        // An empty HMAC key is the same as one of zeros, but the JDK accepts only the latter.
        return hmac.of(salt.length == 0 ? new byte[HmacSha256.LENGTH] : salt, inputKey);
    }

    /** Section 2.3. */
    byte[] expand(byte[] pseudorandomKey, byte[] info, int length) {
        if (length < 0 || length > MAXIMUM_LENGTH) {
            throw new IllegalArgumentException("HKDF-SHA-256 gives at most " + MAXIMUM_LENGTH + " bytes");
        }
        byte[] output = new byte[length];
        byte[] block = new byte[0];
        for (int done = 0, i = 1; done < length; done += block.length, i++) {
            block = hmac.of(pseudorandomKey, block, info, new byte[] {(byte) i});
            System.arraycopy(block, 0, output, done, Math.min(block.length, length - done));
        }
        Arrays.fill(block, (byte) 0);
        return output;
    }
}
