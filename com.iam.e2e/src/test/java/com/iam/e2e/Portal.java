package com.iam.e2e;

import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.Map;
import java.util.UUID;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;

/** Somebody whose tickets log users in. */
final class Portal {

    private static final String CHECK = "/rest/public/authentication/sso-ticket/check";

    private final String issuer;
    private final String secret = Secrets.newKey(32);

    Portal(String issuer) {
        this.issuer = issuer;
    }

    /** Has an instance trust it, as an operator does. */
    void trustedBy(Instance instance, String... more) {
        instance.secret("sso-" + issuer, secret);
        instance.configure("com.iam.loginapp.ticketissuer-" + issuer + ".config", "issuer=\"" + issuer + "\"",
                ".secretKey=\"$[secret:sso-" + issuer + "]\"", String.join("\n", more));
    }

    String secretName() {
        return "$[secret:sso-" + issuer + "]";
    }

    String ticket(String username) {
        Instant now = Instant.now();
        SignedJWT ticket = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.HS256).type(new JOSEObjectType("sso-ticket+jwt")).build(),
                new JWTClaimsSet.Builder().issuer(issuer).audience("login").subject(username).jwtID(UUID.randomUUID().toString())
                        .issueTime(Date.from(now)).expirationTime(Date.from(now.plusSeconds(60))).build());
        try {
            ticket.sign(new MACSigner(Base64.getDecoder().decode(secret)));
        } catch (JOSEException e) {
            throw new AssertionError(e);
        }
        Secrets.ticket(ticket.serialize());
        return ticket.serialize();
    }

    static Client.Reply show(Client client, Instance instance, String ticket) {
        Secrets.ticket(ticket);
        return client.post(instance, CHECK, Map.of("ticket", ticket));
    }
}
