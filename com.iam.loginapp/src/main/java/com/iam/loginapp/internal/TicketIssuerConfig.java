package com.iam.loginapp.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The settings as an operator sees them. {@link TicketIssuer} is what becomes of them. */
@ObjectClassDefinition(name = "IAM Loginapp: ticket issuer",
        description = "Somebody whose SSO tickets log users in. Without such a configuration no ticket does.")
@interface TicketIssuerConfig {

    String PID = "com.iam.loginapp.ticketissuer";

    @AttributeDefinition(name = "Issuer",
            description = "Who makes the tickets, as in their claim iss: 1 to 255 characters. No two configurations have the same")
    String issuer();

    @AttributeDefinition(name = "Audience", description = "For whom the tickets are, as in their claim aud: 1 to 255 characters")
    String audience() default "login";

    @AttributeDefinition(name = "Secret key", type = AttributeType.PASSWORD, required = false,
            description = "Of tickets that are signed by HS256: Base64 of at least 32 bytes. Or the public key below")
    String _secretKey() default "";

    @AttributeDefinition(name = "Public key", required = false,
            description = "Of tickets that are signed by RS256 (RSA, at least 2048 bits, better 3072) or ES256 (P-256), in PEM: BEGIN PUBLIC KEY …")
    String publicKey() default "";

    @AttributeDefinition(name = "Maximum ticket lifetime (seconds)", min = "5", max = "600",
            description = "From the claim iat to the claim exp of a ticket. One that lives longer is refused.")
    int maximumTicketLifetime() default 60;

    @AttributeDefinition(name = "May represent",
            description = "Whether tickets may have the claim act, with which an administrator acts for the user")
    boolean mayRepresent() default false;
}
