package com.iam.loginapp.internal;

import java.security.KeyFactory;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.iam.support.config.InvalidSettingException;
import com.iam.support.config.Settings;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jwt.SignedJWT;

/**
 * What proves the tickets of an issuer. The algorithm goes with the key, and a ticket that names another one is refused: whoever
 * could choose it would sign by HS256 with the public key (RFC 8725, sections 2.1 and 3.1).
 */
record TicketKey(JWSAlgorithm algorithm, JWSVerifier verifier) {

    private static final String SECRET_KEY = ".secretKey";
    private static final String PUBLIC_KEY = "publicKey";
    /** RFC 7518, section 3.2: as long as the hash. */
    private static final int MINIMUM_SECRET = 32;
    /** RFC 7518, section 3.3. */
    private static final int MINIMUM_RSA_BITS = 2048;
    private static final Pattern PEM = Pattern.compile("-----BEGIN PUBLIC KEY-----([A-Za-z0-9+/=\\s]+)-----END PUBLIC KEY-----");
    private static final String EXPECTED = "must be a public key in PEM (BEGIN PUBLIC KEY …): RSA of at least " + MINIMUM_RSA_BITS
            + " bits, or EC on P-256";

    /** @throws InvalidSettingException if there is none that can be accepted, or more than one */
    static TicketKey from(Settings settings) {
        boolean hasSecret = settings.optionalText(SECRET_KEY).isPresent();
        Optional<String> publicKey = settings.optionalText(PUBLIC_KEY);
        if (hasSecret == publicKey.isPresent()) {
            throw new InvalidSettingException(SECRET_KEY, "must be set, or publicKey, and not both");
        }
        try {
            return hasSecret
                    ? new TicketKey(JWSAlgorithm.HS256, new MACVerifier(settings.secret(SECRET_KEY, MINIMUM_SECRET)))
                    : of(decoded(publicKey.get()));
        } catch (JOSEException e) {
            throw new InvalidSettingException(PUBLIC_KEY, EXPECTED);
        }
    }

    boolean hasSigned(SignedJWT ticket) {
        try {
            return ticket.verify(verifier);
        } catch (JOSEException e) {
            // A signature that cannot even be one.
            return false;
        }
    }

    private static TicketKey of(PublicKey key) throws JOSEException {
        if (key instanceof RSAPublicKey rsa && rsa.getModulus().bitLength() >= MINIMUM_RSA_BITS) {
            return new TicketKey(JWSAlgorithm.RS256, new RSASSAVerifier(rsa));
        }
        if (key instanceof ECPublicKey ec) {
            ECDSAVerifier verifier = new ECDSAVerifier(ec);
            if (verifier.supportedJWSAlgorithms().contains(JWSAlgorithm.ES256)) {
                return new TicketKey(JWSAlgorithm.ES256, verifier);
            }
        }
        throw new InvalidSettingException(PUBLIC_KEY, EXPECTED);
    }

    private static PublicKey decoded(String text) {
        Matcher pem = PEM.matcher(text);
        if (!pem.matches()) {
            throw new InvalidSettingException(PUBLIC_KEY, EXPECTED);
        }
        X509EncodedKeySpec encoded = encoded(pem.group(1));
        return decoded("RSA", encoded).or(() -> decoded("EC", encoded))
                .orElseThrow(() -> new InvalidSettingException(PUBLIC_KEY, EXPECTED));
    }

    private static X509EncodedKeySpec encoded(String base64) {
        try {
            return new X509EncodedKeySpec(Base64.getDecoder().decode(base64.replaceAll("\\s", "")));
        } catch (IllegalArgumentException e) {
            throw new InvalidSettingException(PUBLIC_KEY, EXPECTED);
        }
    }

    /** Empty if it is a key of another kind. */
    private static Optional<PublicKey> decoded(String kind, X509EncodedKeySpec encoded) {
        try {
            return Optional.of(KeyFactory.getInstance(kind).generatePublic(encoded));
        } catch (InvalidKeySpecException e) {
            return Optional.empty();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has keys of RSA and EC", e);
        }
    }
}
