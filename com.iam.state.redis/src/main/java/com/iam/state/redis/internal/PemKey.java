package com.iam.state.redis.internal;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A private key in PEM (RFC 7468), PKCS#8 without a password. */
final class PemKey {

    private static final Pattern PEM = Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");

    private PemKey() {
    }

    /**
     * @param setting that names the file
     * @param publicKey that it must belong to: two files that are renewed one after the other do not match in between
     */
    static PrivateKey read(String setting, String text, PublicKey publicKey) throws GeneralSecurityException {
        Matcher pem = PEM.matcher(text);
        if (!pem.find()) {
            throw new TlsMaterial.UnusableFileException(setting,
                    "is not a PKCS#8 key without a password in PEM, as openssl pkcs8 -topk8 -nocrypt makes it");
        }
        boolean matches;
        PrivateKey key;
        try {
            byte[] encoded = Base64.getMimeDecoder().decode(pem.group(1));
            key = KeyFactory.getInstance(publicKey.getAlgorithm()).generatePrivate(new PKCS8EncodedKeySpec(encoded));
            matches = matches(key, publicKey);
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new TlsMaterial.UnusableFileException(setting, "does not belong to the certificate");
        }
        if (!matches) {
            throw new TlsMaterial.UnusableFileException(setting, "does not belong to the certificate");
        }
        return key;
    }

    private static boolean matches(PrivateKey key, PublicKey publicKey) throws GeneralSecurityException {
        String algorithm = switch (publicKey.getAlgorithm()) {
            case "RSA" -> "SHA256withRSA";
            case "EC" -> "SHA256withECDSA";
            default -> publicKey.getAlgorithm();
        };
        byte[] probe = "probe".getBytes(StandardCharsets.US_ASCII);
        Signature signature = Signature.getInstance(algorithm);
        signature.initSign(key);
        signature.update(probe);
        byte[] signed = signature.sign();
        signature.initVerify(publicKey);
        signature.update(probe);
        return signature.verify(signed);
    }
}
