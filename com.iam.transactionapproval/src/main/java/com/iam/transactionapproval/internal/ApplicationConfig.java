package com.iam.transactionapproval.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The settings as an operator sees them. {@link Application} is what becomes of them. */
@ObjectClassDefinition(name = "IAM Transaction Approval: application",
        description = "An application that may ask users for approvals. Two configurations may give one name two credentials, "
                + "while the application changes from one to the other.")
@interface ApplicationConfig {

    String PID = "com.iam.transactionapproval.application";

    @AttributeDefinition(name = "Name", required = false,
            description = "1 to 64 letters, digits, dots, hyphens and underscores, shown to users; the factory suffix by default")
    String name() default "";

    @AttributeDefinition(name = "Credential", type = AttributeType.PASSWORD, required = false,
            description = "What the application proves itself with: 24 to 256 visible ASCII characters, random. Or its hash below")
    String _credential() default "";

    @AttributeDefinition(name = "Hash of the credential", type = AttributeType.PASSWORD, required = false,
            description = "SHA-256 of the credential, 64 hexadecimal digits, so that no file has to hold the credential itself")
    String _credentialHash() default "";
}
