package com.iam.state.core.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

@ObjectClassDefinition(name = "IAM State Manager", description = "The sessions of one module. A State Repository set here overrides MAIN SETTINGS")
@interface ManagerConfig {

    String PID = "com.iam.state.manager";

    @AttributeDefinition(name = "Module", description = "login, admin or transactionapproval")
    String module();

    @AttributeDefinition(name = "Session Idle Timeout", description = "Seconds without a request, 1 to 2592000")
    int sessionIdleTimeout() default 1800;

    @AttributeDefinition(name = "Session Lifetime", description = "Seconds from log-in, whatever happens, 1 to 2592000")
    int sessionLifetime() default 28_800;

    @AttributeDefinition(name = "Maximum Sessions per User", description = "The oldest ends when one more begins; 0 for any number")
    int maximumSessionsPerUser() default 0;

    @AttributeDefinition(name = "Maximum state size", description = "Bytes that a session may hold, encoded, 1024 to 1048576")
    int maximumStateSizeInBytes() default 65_536;

    @AttributeDefinition(name = "Maximum attribute size", description = "Bytes that one attribute may take, encoded, 256 to 1048576")
    int maximumAttributeSizeInBytes() default 16_384;

    @AttributeDefinition(name = "Wait during a swap", description = "Milliseconds that a request waits for a repository, 0 to 4000")
    int swapWaitInMs() default 1000;

    @AttributeDefinition(name = "Queue during a swap", description = "Requests that may wait at a time, 0 to 100000")
    int swapQueue() default 1000;

    @AttributeDefinition(name = "Operation timeout", description = "Milliseconds that one operation may take in all, 100 to 30000")
    int operationTimeoutInMs() default 3000;

    @AttributeDefinition(name = "Session end interval", description = "Seconds between two looks for ended sessions to report, 1 to 60")
    int sessionEndInterval() default 2;
}
