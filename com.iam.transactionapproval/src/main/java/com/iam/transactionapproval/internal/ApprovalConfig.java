package com.iam.transactionapproval.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The settings as an operator sees them. {@link ApprovalSettings} is what becomes of them. */
@ObjectClassDefinition(id = ApprovalConfig.PID, name = "IAM Transaction Approval",
        description = "How long a user has to approve a transaction, and how often she may try.")
@interface ApprovalConfig {

    String PID = "com.iam.transactionapproval";

    @AttributeDefinition(name = "Approval lifetime (seconds)", min = "30", max = "900",
            description = "From the application's request until it is too late to approve.")
    int approvalLifetime() default 300;

    @AttributeDefinition(name = "Attempts allowed", min = "1", max = "10",
            description = "Codes that may be tried for one transaction before its approval has failed.")
    int attemptsAllowed() default 3;
}
