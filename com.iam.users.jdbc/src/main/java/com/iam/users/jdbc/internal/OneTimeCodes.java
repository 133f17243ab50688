package com.iam.users.jdbc.internal;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Locale;
import java.util.OptionalLong;

import javax.crypto.spec.SecretKeySpec;

import org.bouncycastle.util.encoders.Base32;
import org.bouncycastle.util.encoders.DecoderException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import com.eatthepath.otp.HmacOneTimePasswordGenerator;

/** Codes by time (RFC 6238) as all apps make them: SHA-1, six digits, steps of 30 seconds. */
final class OneTimeCodes {

    private static final Logger LOG = LoggerFactory.getLogger(OneTimeCodes.class);

    /** RFC 4226, section 4: 160 bits are recommended. */
    private static final int SECRET_LENGTH = 20;
    private static final long STEP_IN_SECONDS = 30;
    /** RFC 6238, section 5.2: no more than one step for a clock that is slow, and here for one that is fast. */
    private static final long DRIFT = 1;

    private static final HmacOneTimePasswordGenerator GENERATOR = new HmacOneTimePasswordGenerator(6);

    private OneTimeCodes() {
    }

    /** In Base32, without padding: 32 characters. */
    static String newSecret(SecureRandom random) {
        byte[] secret = new byte[SECRET_LENGTH];
        random.nextBytes(secret);
        return Base32.toBase32String(secret);
    }

    static long stepAt(Instant instant) {
        return Math.floorDiv(instant.getEpochSecond(), STEP_IN_SECONDS);
    }

    /** The last step whose code is right at this time. */
    static long latestStepAt(Instant instant) {
        return stepAt(instant) + DRIFT;
    }

    /** When no clock takes the code of a step for right any more. */
    static Instant endOf(long step) {
        return Instant.ofEpochSecond((step + DRIFT + 1) * STEP_IN_SECONDS);
    }

    /** @throws DecoderException if the secret is not Base32 */
    static String code(String secret, long step) {
        try {
            // Locale.ROOT, since other locales have digits of their own.
            return GENERATOR.generateOneTimePasswordString(new SecretKeySpec(Base32.decode(secret), "RAW"), step, Locale.ROOT);
        } catch (InvalidKeyException e) {
            throw new IllegalStateException("a key of bytes is valid for HMAC", e);
        }
    }

    /** The step of a code that is right at this time. Takes as long whether there is one or not. */
    static OptionalLong stepOf(String secret, String code, Instant now) {
        byte[] given = code.getBytes(StandardCharsets.UTF_8);
        OptionalLong found = OptionalLong.empty();
        try {
            for (long step = stepAt(now) - DRIFT; step <= latestStepAt(now); step++) {
                if (MessageDigest.isEqual(code(secret, step).getBytes(StandardCharsets.US_ASCII), given)) {
                    found = OptionalLong.of(step);
                }
            }
        } catch (DecoderException | IllegalArgumentException e) {
            // Secrets may be put into the table by hand. The cause would quote it.
            LOG.error("A secret in the table code_secrets is not 32 characters of Base32: no code of its user is right");
        }
        return found;
    }
}
