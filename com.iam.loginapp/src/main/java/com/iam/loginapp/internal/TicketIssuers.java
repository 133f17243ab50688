package com.iam.loginapp.internal;

import java.text.ParseException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

import com.iam.loginapp.internal.Verdict.Reason;
import com.iam.loginapp.internal.Verdict.Refused;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;

/** Who is trusted, and what of the tickets that name them can be told without asking anybody. They change while requests read them. */
final class TicketIssuers {

    /** RFC 8725, section 3.11: so that no other JWT of an issuer is taken for a ticket. */
    static final JOSEObjectType TYPE = new JOSEObjectType("sso-ticket+jwt");
    /** Several times what a ticket takes. */
    private static final int LONGEST = 4096;

    private final List<TicketIssuer> trusted = new CopyOnWriteArrayList<>();

    void add(TicketIssuer issuer) {
        trusted.add(issuer);
    }

    void remove(TicketIssuer issuer) {
        trusted.remove(issuer);
    }

    /** A signed JWT (RFC 7519) in its compact form. Nothing that it says counts before its signature has been verified. */
    Verdict verdict(String text, Instant now) {
        if (text.length() > LONGEST) {
            return new Refused(Reason.MALFORMED);
        }
        SignedJWT ticket;
        JWTClaimsSet claims;
        try {
            ticket = SignedJWT.parse(text);
            claims = ticket.getJWTClaimsSet();
        } catch (ParseException | RuntimeException e) {
            // The second comes of a header that is JSON, and no object.
            return new Refused(Reason.MALFORMED);
        }
        return trusted.stream().filter(each -> each.issuer().equals(claims.getIssuer())).findFirst()
                .map(issuer -> verdict(issuer, ticket, claims, now)).orElseGet(() -> new Refused(Reason.UNKNOWN_ISSUER));
    }

    private static Verdict verdict(TicketIssuer issuer, SignedJWT ticket, JWTClaimsSet claims, Instant now) {
        Optional<Reason> forged = forged(issuer, ticket);
        if (forged.isPresent()) {
            return new Refused(forged.get(), issuer);
        }
        Optional<TicketClaims> read = TicketClaims.from(claims, ticket.getPayload().toJSONObject());
        if (read.isEmpty()) {
            return new Refused(Reason.WRONG_CLAIMS, issuer);
        }
        Ticket signed = read.get().of(issuer);
        return read.get().fault(issuer, now).<Verdict>map(reason -> new Refused(reason, signed))
                .orElseGet(() -> new Verdict.Valid(signed));
    }

    /** Why it is not, or not known to be, a ticket that the issuer has signed. */
    private static Optional<Reason> forged(TicketIssuer issuer, SignedJWT ticket) {
        JWSHeader header = ticket.getHeader();
        if (!TYPE.equals(header.getType())) {
            return Optional.of(Reason.WRONG_TYPE);
        }
        if (!issuer.key().algorithm().equals(header.getAlgorithm())) {
            return Optional.of(Reason.WRONG_ALGORITHM);
        }
        return issuer.key().hasSigned(ticket) ? Optional.empty() : Optional.of(Reason.WRONG_SIGNATURE);
    }
}
