package com.iam.state.crypto.internal;

import java.security.GeneralSecurityException;
import java.security.ProviderException;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import com.iam.state.api.StateUnavailableException;

/** HMAC-SHA-256 (RFC 2104). */
final class HmacSha256 {

    static final int LENGTH = 32;

    private static final String ALGORITHM = "HmacSHA256";

    private final Spares<Mac> macs;

    HmacSha256(Jca jca) {
        this.macs = new Spares<>(() -> jca.mac(ALGORITHM));
    }

    /**
     * @param parts one after the other, as if they were one
     * @throws StateUnavailableException if the provider fails, which says nothing about the message
     */
    byte[] of(byte[] key, byte[]... parts) {
        try {
            return macs.use(mac -> {
                mac.init(new SecretKeySpec(key, ALGORITHM));
                for (byte[] part : parts) {
                    mac.update(part);
                }
                return mac.doFinal();
            });
        } catch (GeneralSecurityException | ProviderException e) {
            throw new StateUnavailableException("HMAC-SHA-256 failed", false, e);
        }
    }
}
