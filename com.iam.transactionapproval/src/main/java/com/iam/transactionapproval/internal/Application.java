package com.iam.transactionapproval.internal;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

import com.iam.state.api.Bytes;
import com.iam.support.config.InvalidSettingException;
import com.iam.support.config.Settings;

/**
 * An application that may ask for approvals.
 *
 * @param credentialHash SHA-256; a credential is random, so no salt or slow function is called for
 */
record Application(String name, Bytes credentialHash) {

    static final int MAXIMUM_NAME = 64;

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1," + MAXIMUM_NAME + "}");
    /** As many characters as 128 random bits take in Base64. */
    private static final Pattern CREDENTIAL = Pattern.compile("[!-~]{24,256}");
    private static final Pattern HASH = Pattern.compile("[0-9A-Fa-f]{64}");

    /** @throws InvalidSettingException if one of them cannot be accepted */
    static Application from(Settings settings) {
        String name = settings.name();
        if (!NAME.matcher(name).matches()) {
            throw new InvalidSettingException("name",
                    "must be 1 to " + MAXIMUM_NAME + " letters, digits, dots, hyphens and underscores");
        }
        Optional<String> credential = settings.optionalText(".credential");
        Optional<String> hash = settings.optionalText(".credentialHash");
        if (credential.isPresent() == hash.isPresent()) {
            throw new InvalidSettingException(".credential", "must be set, or .credentialHash, and not both");
        }
        return new Application(name, credential.map(Application::checkedAndHashed).orElseGet(() -> decoded(hash.get())));
    }

    /** Takes as long whether it is or not. */
    boolean is(String otherName, Bytes otherHash) {
        boolean sameHash = credentialHash.equals(otherHash);
        return name.equals(otherName) && sameHash;
    }

    static Bytes hash(String credential) {
        try {
            return Bytes.copyOf(MessageDigest.getInstance("SHA-256").digest(credential.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static Bytes checkedAndHashed(String credential) {
        if (!CREDENTIAL.matcher(credential).matches()) {
            throw new InvalidSettingException(".credential", "must be 24 to 256 visible ASCII characters");
        }
        return hash(credential);
    }

    private static Bytes decoded(String hash) {
        if (!HASH.matcher(hash).matches()) {
            throw new InvalidSettingException(".credentialHash", "must be 64 hexadecimal digits");
        }
        return Bytes.copyOf(HexFormat.of().parseHex(hash));
    }
}
