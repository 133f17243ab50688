package com.iam.state.crypto.internal;

import java.security.GeneralSecurityException;
import java.security.ProviderException;
import java.util.Optional;

import javax.crypto.BadPaddingException;
import javax.crypto.Cipher;
import javax.crypto.IllegalBlockSizeException;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

import com.iam.state.api.StateUnavailableException;

/**
 * AES in Galois/Counter Mode (NIST SP 800-38D) with a random nonce of 96 bits and a tag of 128 bits. A sealed message
 * is nonce, ciphertext and tag, in this order.
 *
 * <p>Random nonces are safe for 2<sup>32</sup> messages under one key; callers keep below that.
 */
final class AesGcm {

    static final int NONCE_LENGTH = 12;
    static final int TAG_LENGTH = 16;
    static final int OVERHEAD = NONCE_LENGTH + TAG_LENGTH;

    private static final String TRANSFORMATION = "AES/GCM/NoPadding";

    private final Spares<Cipher> ciphers;

    AesGcm(Jca jca) {
        this.ciphers = new Spares<>(() -> jca.cipher(TRANSFORMATION));
    }

    /**
     * @param prefix what the result begins with, in clear
     * @param associated is authenticated, and not part of the result
     * @throws StateUnavailableException if the provider fails
     */
    byte[] seal(byte[] prefix, byte[] key, byte[] associated, byte[] plain) {
        try {
            return ciphers.use(cipher -> sealWith(cipher, prefix, key, associated, plain));
        } catch (GeneralSecurityException | ProviderException e) {
            throw new StateUnavailableException("AES-GCM failed to seal", false, e);
        }
    }

    private static byte[] sealWith(Cipher cipher, byte[] prefix, byte[] key, byte[] associated, byte[] plain)
            throws GeneralSecurityException {
        // Without parameters: the provider makes the nonce, as FIPS 140 asks for.
        cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"));
        byte[] nonce = cipher.getIV();
        if (nonce == null || nonce.length != NONCE_LENGTH || cipher.getOutputSize(plain.length) != plain.length + TAG_LENGTH) {
            throw new ProviderException("the provider's nonce has not 96 bits, or its tag not 128");
        }
        byte[] sealed = new byte[prefix.length + OVERHEAD + plain.length];
        System.arraycopy(prefix, 0, sealed, 0, prefix.length);
        System.arraycopy(nonce, 0, sealed, prefix.length, NONCE_LENGTH);
        cipher.updateAAD(associated);
        cipher.doFinal(plain, 0, plain.length, sealed, prefix.length + NONCE_LENGTH);
        return sealed;
    }

    /**
     * @param offset where the nonce begins
     * @return empty if the message is not authentic, for whatever reason
     * @throws StateUnavailableException if the provider fails, which says nothing about the message
     */
    Optional<byte[]> open(byte[] sealed, int offset, byte[] key, byte[] associated) {
        int length = sealed.length - offset - NONCE_LENGTH;
        if (length < TAG_LENGTH) {
            return Optional.empty();
        }
        try {
            return Optional.of(ciphers.use(cipher -> {
                cipher.init(Cipher.DECRYPT_MODE, new SecretKeySpec(key, "AES"),
                        new GCMParameterSpec(TAG_LENGTH * Byte.SIZE, sealed, offset, NONCE_LENGTH));
                cipher.updateAAD(associated);
                return cipher.doFinal(sealed, offset + NONCE_LENGTH, length);
            }));
        } catch (BadPaddingException | IllegalBlockSizeException e) {
            return Optional.empty();
        } catch (GeneralSecurityException | ProviderException e) {
            throw new StateUnavailableException("AES-GCM failed to open", false, e);
        }
    }
}
