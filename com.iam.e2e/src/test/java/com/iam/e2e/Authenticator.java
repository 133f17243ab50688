package com.iam.e2e;

import java.math.BigInteger;
import java.security.InvalidKeyException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import javax.crypto.spec.SecretKeySpec;

import com.eatthepath.otp.TimeBasedOneTimePasswordGenerator;

/** The app that makes a user's one-time codes, set up with the secret that the demo prints. */
final class Authenticator {

    private static final String BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private static final int SECRET_LENGTH = 20;

    private final TimeBasedOneTimePasswordGenerator generator = new TimeBasedOneTimePasswordGenerator();
    private final SecretKeySpec key;

    private Authenticator(SecretKeySpec key) {
        this.key = key;
    }

    static Authenticator of(String user, Instance instance) {
        Matcher line = Pattern.compile("IAM demo secrets for one-time codes: .*\\b" + user + " ([A-Z2-7]{32})")
                .matcher(instance.output());
        // The last one: in another database she has another.
        String base32 = line.results().map(found -> found.group(1)).reduce((before, last) -> last)
                .orElseThrow(() -> new AssertionError("the demo has told no secret of " + user));
        Secrets.password(base32);
        String digits = base32.chars().mapToObj(c -> Integer.toString(BASE32.indexOf(c), 32)).collect(Collectors.joining());
        byte[] number = new BigInteger("1" + digits, 32).toByteArray();
        byte[] secret = Arrays.copyOfRange(number, number.length - SECRET_LENGTH, number.length);
        return new Authenticator(new SecretKeySpec(secret, "RAW"));
    }

    /** The code of now, or of half a minute later, which counts as well. */
    String code(Duration later) {
        try {
            return generator.generateOneTimePasswordString(key, Instant.now().plus(later), Locale.ROOT);
        } catch (InvalidKeyException e) {
            throw new AssertionError(e);
        }
    }
}
