package com.iam.loginapp.internal;

import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import com.iam.loginapp.internal.Verdict.Reason;
import com.nimbusds.jwt.JWTClaimsSet;

/** The claims of a ticket (RFC 7519, and RFC 8693 for {@code act}), all there and of the right shape. */
record TicketClaims(String id, String username, List<String> audience, Instant issuedAt, Optional<Instant> notBefore,
        Instant expiresAt, Optional<String> administrator) {

    /** What clocks may differ by. */
    static final Duration SKEW = Duration.ofSeconds(5);

    private static final int LONGEST_ID = 255;
    private static final int LONGEST_NAME = 128;
    private static final String ACTOR = "act";

    /** The end of the year 9999. The library counts milliseconds, and larger numbers end where they began. */
    private static final double LATEST_IN_S = 253_402_300_799.0;

    /**
     * Empty if one is missing, or cannot be what it should be.
     *
     * @param written the claims as they stand in the ticket
     */
    static Optional<TicketClaims> from(JWTClaimsSet claims, Map<String, Object> written) {
        if (!Stream.of("iat", "nbf", "exp").map(written::get).allMatch(TicketClaims::isTimeOrMissing)) {
            return Optional.empty();
        }
        String id = claims.getJWTID();
        String username = claims.getSubject();
        Date issued = claims.getIssueTime();
        Date expires = claims.getExpirationTime();
        Optional<String> administrator;
        try {
            administrator = Optional.ofNullable(claims.getJSONObjectClaim(ACTOR)).map(TicketClaims::actor);
        } catch (ParseException e) {
            return Optional.empty();
        }
        if (!isText(id, LONGEST_ID) || !isText(username, LONGEST_NAME) || issued == null || expires == null
                || !expires.after(issued) || administrator.filter(name -> !isText(name, LONGEST_NAME) || isMisleading(name)).isPresent()) {
            return Optional.empty();
        }
        return Optional.of(new TicketClaims(id, username, claims.getAudience(), issued.toInstant(),
                Optional.ofNullable(claims.getNotBeforeTime()).map(Date::toInstant), expires.toInstant(), administrator));
    }

    /** Why it is not accepted by what is known without asking anybody; empty if it is. */
    Optional<Reason> fault(TicketIssuer issuer, Instant now) {
        if (!audience.contains(issuer.audience())) {
            return Optional.of(Reason.WRONG_AUDIENCE);
        }
        if (!now.isBefore(forgottenAt())) {
            return Optional.of(Reason.EXPIRED);
        }
        Instant latest = now.plus(SKEW);
        if (issuedAt.isAfter(latest) || notBefore.filter(instant -> instant.isAfter(latest)).isPresent()) {
            return Optional.of(Reason.NOT_YET_VALID);
        }
        if (Duration.between(issuedAt, expiresAt).compareTo(issuer.maximumLifetime()) > 0) {
            return Optional.of(Reason.LIVES_TOO_LONG);
        }
        return administrator.isPresent() && !issuer.mayRepresent() ? Optional.of(Reason.MAY_NOT_REPRESENT) : Optional.empty();
    }

    /** From when on no clock takes it for valid. */
    private Instant forgottenAt() {
        return expiresAt.plus(SKEW);
    }

    Ticket of(TicketIssuer issuer) {
        return new Ticket(issuer.issuer(), id, username, administrator, forgottenAt());
    }

    /** Those before, in an {@code act} of its own, are there to be known and count for nothing (RFC 8693, section 4.1). */
    private static String actor(Map<String, Object> act) {
        return act.get("sub") instanceof String name ? name : "";
    }

    /** No name or id has what would make another one of it, or of the line of a log that it stands in. */
    private static boolean isText(String text, int longest) {
        return text != null && !text.isBlank() && text.length() <= longest && text.codePoints().noneMatch(
                c -> Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE);
    }

    /** Whether pages would show it in another order than it has, or as another: the name of an administrator is looked up nowhere. */
    private static boolean isMisleading(String name) {
        return name.codePoints().map(Character::getType).anyMatch(type -> type == Character.FORMAT || type == Character.LINE_SEPARATOR
                || type == Character.PARAGRAPH_SEPARATOR || type == Character.PRIVATE_USE || type == Character.UNASSIGNED);
    }

    private static boolean isTimeOrMissing(Object value) {
        return value == null || value instanceof Number time && time.doubleValue() >= 0 && time.doubleValue() <= LATEST_IN_S;
    }
}
