package com.iam.state.core.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

@ObjectClassDefinition(name = "IAM State Manager", description = "The sessions of one module. A State Repository set here overrides MAIN SETTINGS")
@interface ManagerConfig {

    String PID = "com.iam.state.manager";

    @AttributeDefinition(name = "Module", description = "1 to 32 lower-case letters and digits, such as login, admin, transactionapproval")
    String module();

    // These two have no default here: without them MAIN SETTINGS hold.
    @AttributeDefinition(name = "State Repository", description = "Filter that chooses where sessions are kept; as MAIN SETTINGS say by default",
            required = false)
    String stateRepository_target();

    @AttributeDefinition(name = "Leave a shared repository", description = "Confirms that there is no other instance; as MAIN SETTINGS say by default",
            required = false)
    boolean leaveSharedRepository();

    @AttributeDefinition(name = "Session Idle Timeout", description = "Seconds without a request, 1 to 2592000",
            min = "1", max = "2592000")
    int sessionIdleTimeout() default 1800;

    @AttributeDefinition(name = "Session Lifetime", description = "Seconds from log-in, whatever happens, 1 to 2592000",
            min = "1", max = "2592000")
    int sessionLifetime() default 28_800;

    @AttributeDefinition(name = "Maximum Sessions per User", description = "The oldest ends when one more begins; 0 for any number",
            min = "0", max = "10000")
    int maximumSessionsPerUser() default 0;

    @AttributeDefinition(name = "Maximum state size", description = "Bytes that a session may hold, encoded, 1024 to 1048576",
            min = "1024", max = "1048576")
    int maximumStateSizeInBytes() default 65_536;

    @AttributeDefinition(name = "Maximum attribute size", description = "Bytes that one attribute may take, encoded, 256 to 1048576",
            min = "256", max = "1048576")
    int maximumAttributeSizeInBytes() default 16_384;

    @AttributeDefinition(name = "Wait during a swap", description = "Milliseconds that a request waits for a repository, 0 to 4000",
            min = "0", max = "4000")
    int swapWaitInMs() default 1000;

    @AttributeDefinition(name = "Queue during a swap", description = "Requests that may wait at a time, 0 to 100000",
            min = "0", max = "100000")
    int swapQueue() default 1000;

    @AttributeDefinition(name = "Operation timeout", description = "Milliseconds that one operation may take in all, 100 to 30000",
            min = "100", max = "30000")
    int operationTimeoutInMs() default 3000;

    @AttributeDefinition(name = "Session end interval", description = "Seconds between two looks for ended sessions to report, 1 to 60",
            min = "1", max = "60")
    int sessionEndInterval() default 2;
}
