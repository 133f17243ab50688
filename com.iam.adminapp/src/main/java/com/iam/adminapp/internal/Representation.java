package com.iam.adminapp.internal;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Date;
import java.util.Map;
import java.util.function.Consumer;

import com.iam.support.config.InvalidSettingException;
import com.iam.support.config.Settings;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;

/** Makes tickets with which an administrator acts for a user (RFC 8693, section 4.1). */
record Representation(String issuer, String audience, JWSSigner signer) {

    /** Ample for a page that takes it to the Loginapp at once. */
    private static final Duration LIFETIME = Duration.ofSeconds(30);
    private static final JWSHeader HEADER = new JWSHeader.Builder(JWSAlgorithm.HS256)
            .type(new JOSEObjectType("sso-ticket+jwt")).build();
    /** RFC 7518, section 3.2: as long as the hash. */
    private static final int MINIMUM_SECRET = 32;
    private static final int ID_LENGTH = 16;
    private static final int LONGEST = 255;

    /** @param value the signed JWT in its compact form */
    record Ticket(String value, Instant expiresAt) {

        @Override
        public String toString() {
            return "Ticket[" + expiresAt + "]";
        }
    }

    /** @throws InvalidSettingException if one of them cannot be accepted */
    static Representation from(Settings settings) {
        try {
            return new Representation(text(settings, "issuer"), text(settings, "audience"),
                    new MACSigner(settings.secret(".secretKey", MINIMUM_SECRET)));
        } catch (JOSEException e) {
            throw new InvalidSettingException(".secretKey", "cannot be used");
        }
    }

    Ticket ticket(String username, String administrator, Instant now, Consumer<byte[]> random) {
        byte[] id = new byte[ID_LENGTH];
        random.accept(id);
        Instant issuedAt = now.truncatedTo(ChronoUnit.SECONDS);
        Instant expiresAt = issuedAt.plus(LIFETIME);
        SignedJWT ticket = new SignedJWT(HEADER, new JWTClaimsSet.Builder().issuer(issuer).audience(audience).subject(username)
                .jwtID(Base64.getUrlEncoder().withoutPadding().encodeToString(id))
                .issueTime(Date.from(issuedAt)).expirationTime(Date.from(expiresAt))
                .claim("act", Map.of("sub", administrator)).build());
        try {
            ticket.sign(signer);
        } catch (JOSEException e) {
            throw new IllegalStateException("a ticket cannot be signed by HS256", e);
        }
        return new Ticket(ticket.serialize(), expiresAt);
    }

    private static String text(Settings settings, String key) {
        String text = settings.text(key);
        if (text.length() > LONGEST) {
            throw new InvalidSettingException(key, "must be 1 to " + LONGEST + " characters");
        }
        return text;
    }
}
