package com.iam.state.redis.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The settings as operators see them. {@link RedisSettings} judges them. */
@ObjectClassDefinition(name = "IAM Redis State Repository",
        description = "Keeps session state in a Redis server that many instances share")
@interface RedisConfiguration {

    @AttributeDefinition(name = "Name", description = "For filters; the factory suffix by default", required = false)
    String name() default "";

    @AttributeDefinition(name = "Redis URI", description = "redis://host:port/database, or rediss:// for TLS; "
            + "port 1 to 65535 (6379 by default), database 0 by default; no credentials. Only in the mode single, and required there",
            required = false)
    String redisUri() default "";

    @AttributeDefinition(name = "Mode", description = "How Redis is set up: single, sentinel, replicated or cluster")
    String mode() default "single";

    @AttributeDefinition(name = "Node addresses", description = "In the other modes: redis://host:port/database of some nodes, "
            + "at least one and better three; of the Sentinels in the mode sentinel", required = false)
    String[] nodeAddresses() default {};

    @AttributeDefinition(name = "Sentinel master name", description = "The name by which the Sentinels know the primary",
            required = false)
    String sentinelMasterName() default "";

    @AttributeDefinition(name = "Sentinel username", description = "Of the service account in the Sentinels", required = false)
    String sentinelUsername() default "";

    @AttributeDefinition(name = "Sentinel password", description = "Of the service account in the Sentinels",
            type = AttributeType.PASSWORD, required = false)
    String _sentinelPassword() default "";

    @AttributeDefinition(name = "Redisson YAML", description = "Instead of the settings of mode, addresses and Sentinel: that part "
            + "of Redisson's own configuration, without class tags and codec; at most 65536 characters", required = false)
    String yamlConfig() default "";

    @AttributeDefinition(name = "Username", description = "Of the service account in Redis", required = false)
    String username() default "";

    @AttributeDefinition(name = "Password", description = "Of the service account in Redis",
            type = AttributeType.PASSWORD, required = false)
    String _password() default "";

    @AttributeDefinition(name = "Namespace", description = "What all keys begin with: letters and digits, 1 to 32 characters, "
            + "'-' inside. Instances that share sessions have the same one")
    String namespace() default "iam";

    @AttributeDefinition(name = "Encryption", description = "Filter that chooses the state encryption, such as "
            + "(state.encryption=aes128gcm)")
    String encryption_target();

    @AttributeDefinition(name = "Trust store", description = "File with the certificates that are trusted, for rediss://; "
            + "those of the Java platform by default", required = false)
    String trustStore() default "";

    @AttributeDefinition(name = "Trust store password", type = AttributeType.PASSWORD, required = false)
    String _trustStorePassword() default "";

    @AttributeDefinition(name = "Trusted certificates", description = "The same as a file in PEM, instead of a trust store",
            required = false)
    String trustedCertificates() default "";

    @AttributeDefinition(name = "Client key store", description = "PKCS#12 file with the certificate and the key by which Redis "
            + "knows this client, for rediss://", required = false)
    String clientKeyStore() default "";

    @AttributeDefinition(name = "Client key store password", type = AttributeType.PASSWORD, required = false)
    String _clientKeyStorePassword() default "";

    @AttributeDefinition(name = "Client certificate", description = "The same as a file in PEM, with the chain, instead of a "
            + "client key store", required = false)
    String clientCertificate() default "";

    @AttributeDefinition(name = "Client key", description = "Of the client certificate: a PKCS#8 file in PEM without a password",
            required = false)
    String clientKey() default "";

    @AttributeDefinition(name = "Verify host name", description = "Whether the server's certificate must be for its host name")
    boolean verifyHostName() default true;

    @AttributeDefinition(name = "Response timeout", description = "Milliseconds in which Redis must answer, 10 to 60000",
            min = "10", max = "60000")
    int responseTimeoutInMs() default 1000;

    @AttributeDefinition(name = "Connection timeout", description = "Milliseconds in which a connection must come about, 10 to 60000",
            min = "10", max = "60000")
    int connectionTimeoutInMs() default 1000;

    @AttributeDefinition(name = "Minimum of idle connections", description = "0 to 64", min = "0", max = "64")
    int minimumIdleConnections() default 1;

    @AttributeDefinition(name = "Maximum pool size", description = "Connections to each primary, 1 to 64. Requests share "
            + "them; more help where the way to Redis is long", min = "1", max = "64")
    int maximumPoolSize() default 2;

    @AttributeDefinition(name = "Idle timeout", description = "Milliseconds after which an unused connection is closed, "
            + "1000 to 3600000", min = "1000", max = "3600000")
    int idleTimeoutInMs() default 10_000;

    @AttributeDefinition(name = "Reseal per second", description = "Sessions under an older key that are sealed again in the "
            + "background, 0 to 100000; 0: only as they are written", min = "0", max = "100000")
    int resealPerSecond() default 0;

    @AttributeDefinition(name = "Abandoned keys", required = false, description = "Ids of keys whose sessions may be lost: an "
            + "encryption without them is adopted although sessions live under them. 16 hexadecimal digits each")
    String[] abandonedKeys() default {};

    @AttributeDefinition(name = "Acknowledging replicas", description = "How many replicas shall acknowledge a log-out or a new "
            + "session secret (WAIT), 0 to 10", min = "0", max = "10")
    int acknowledgingReplicas() default 0;

    @AttributeDefinition(name = "Acknowledgement timeout", description = "Milliseconds to wait for the replicas, 10 to 10000",
            min = "10", max = "10000")
    int acknowledgementTimeoutInMs() default 500;

    @AttributeDefinition(name = "Near cache", description = "Whether copies of sessions in use are kept in this process, which spares "
            + "most reads. All instances hear of changes; a session that was ended is served by none")
    boolean nearCache() default false;

    @AttributeDefinition(name = "Near cache: maximum of entries", description = "Copies, 100 to 10000000", min = "100",
            max = "10000000")
    int nearCacheMaximumEntries() default 10_000;

    @AttributeDefinition(name = "Near cache: maximum size", description = "Bytes of heap that the copies may take, about, 1048576 to "
            + "2147483647", min = "1048576", max = "2147483647")
    int nearCacheMaximumSizeInBytes() default 67_108_864;

    @AttributeDefinition(name = "Near cache: lease", description = "Milliseconds for which a log-out waits at the most for a cache that "
            + "does not answer, 100 to 10000", min = "100", max = "10000")
    int nearCacheLeaseInMs() default 500;

    @AttributeDefinition(name = "Sweep interval", description = "Seconds between two looks for sessions that have expired, 1 to 60",
            min = "1", max = "60")
    int sweepInterval() default 10;

    @AttributeDefinition(name = "Wait while swapping", description = "Milliseconds for which a request waits for an encryption "
            + "or a connection to be swapped, 0 to 4000", min = "0", max = "4000")
    int swapWaitInMs() default 1000;

    @AttributeDefinition(name = "Queue while swapping", description = "Requests that wait at the most, 0 to 100000",
            min = "0", max = "100000")
    int swapQueue() default 1000;
}
