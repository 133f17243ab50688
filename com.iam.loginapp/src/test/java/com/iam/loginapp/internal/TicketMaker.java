package com.iam.loginapp.internal;

import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.function.Consumer;

import com.iam.support.config.Settings;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;

/** An issuer of tickets. What it makes is good for alice, unless a test wants it otherwise. */
final class TicketMaker {

    static final String ISSUER = "https://portal.example";
    private static final JOSEObjectType TYPE = new JOSEObjectType("sso-ticket+jwt");

    private final JWSAlgorithm algorithm;
    private final JWSSigner signer;

    TicketMaker(JWSAlgorithm algorithm, JWSSigner signer) {
        this.algorithm = algorithm;
        this.signer = signer;
    }

    static TicketMaker withSecret(String base64) {
        return withSecret(Base64.getDecoder().decode(base64));
    }

    static TicketMaker withSecret(byte[] secret) {
        try {
            return new TicketMaker(JWSAlgorithm.HS256, new MACSigner(secret));
        } catch (JOSEException e) {
            throw new AssertionError(e);
        }
    }

    /** In Base64. */
    static String newSecret(int bytes) {
        byte[] secret = new byte[bytes];
        new Random().nextBytes(secret);
        return Base64.getEncoder().encodeToString(secret);
    }

    static Map<String, Object> settings(String secret) {
        return new HashMap<>(Map.of("issuer", ISSUER, "audience", "login", ".secretKey", secret, "publicKey", "",
                "maximumTicketLifetime", 60, "mayRepresent", false));
    }

    static TicketIssuer issuer(String secret) {
        return TicketIssuer.from(new Settings(settings(secret)));
    }

    String ticket(Instant now) {
        return ticket(now, claims -> { });
    }

    /** @param change of the claims that a good ticket has */
    String ticket(Instant now, Consumer<JWTClaimsSet.Builder> change) {
        return ticket(header().build(), now, change);
    }

    JWSHeader.Builder header() {
        return new JWSHeader.Builder(algorithm).type(TYPE);
    }

    /** @param claims as JSON */
    String signed(String claims) {
        JWSObject ticket = new JWSObject(header().build(), new Payload(claims));
        try {
            ticket.sign(signer);
        } catch (JOSEException e) {
            throw new AssertionError(e);
        }
        return ticket.serialize();
    }

    String ticket(JWSHeader header, Instant now, Consumer<JWTClaimsSet.Builder> change) {
        JWTClaimsSet.Builder claims = new JWTClaimsSet.Builder().issuer(ISSUER).audience("login").subject("alice")
                .jwtID(UUID.randomUUID().toString()).issueTime(Date.from(now))
                .expirationTime(Date.from(now.plus(Duration.ofSeconds(60))));
        change.accept(claims);
        SignedJWT ticket = new SignedJWT(header, claims.build());
        try {
            ticket.sign(signer);
        } catch (JOSEException e) {
            throw new AssertionError(e);
        }
        return ticket.serialize();
    }
}
