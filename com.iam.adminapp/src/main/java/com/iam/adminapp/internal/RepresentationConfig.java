package com.iam.adminapp.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The settings as an operator sees them. {@link Representation} is what becomes of them. */
@ObjectClassDefinition(id = RepresentationConfig.PID, name = "IAM Adminapp: representation",
        description = "Lets administrators act for end users, by tickets that the Loginapp accepts. Without this configuration they cannot.")
@interface RepresentationConfig {

    String PID = "com.iam.adminapp.representation";

    @AttributeDefinition(name = "Issuer", description = "Under what name the tickets are made: that of a ticket issuer of the Loginapp")
    String issuer() default "adminapp";

    @AttributeDefinition(name = "Audience", description = "For whom they are: the audience of that ticket issuer")
    String audience() default "login";

    @AttributeDefinition(name = "Secret key", type = AttributeType.PASSWORD,
            description = "Signs the tickets by HS256: Base64 of at least 32 bytes, the same as that of the ticket issuer")
    String _secretKey();
}
