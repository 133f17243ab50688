package com.iam.state.redis.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import com.iam.state.redis.internal.acl.AclRule;
import com.iam.state.testkit.RedisServer;

/** A Redis that admits the service account with the very ACL that {@code ./iam acl} prints, and nobody else. */
final class LeastPrivilege {

    static final String USER = "iam";
    static final String PASSWORD = "password-of-the-service-account";
    /** What a repository is configured with to use it. */
    static final Map<String, Object> SETTINGS = Map.of("username", USER, ".password", PASSWORD);

    private static final String ADMINISTRATOR = "administrator";
    private static final String PROBE_OF_REDISSON = "test1";

    private LeastPrivilege() {
    }

    /** Its own {@code send} goes through an administrator. */
    static RedisServer start() {
        return start(AclRule.forRedis(USER, PASSWORD, "iam"));
    }

    static RedisServer start(List<String> rule) {
        RedisServer server = RedisServer.start("--user", "default", "off", "--user", ADMINISTRATOR, "on", ">" + PASSWORD,
                "~*", "&*", "+@all").signIn(ADMINISTRATOR, PASSWORD);
        assertThat(server.send(rule.toArray(String[]::new))).isEqualTo("+OK\r\n");
        return server;
    }

    /**
     * The commands and keys that Redis refused to anybody. One refusal does not count: Redisson looks whether a single
     * server is a Cluster behind a proxy by reading keys of two slots, and takes the refusal for a no.
     */
    static List<String> refused(RedisServer server) {
        List<String> refused = new ArrayList<>();
        String[] lines = server.send("ACL", "LOG", "128").split("\r\n");
        for (int i = 0; i + 2 < lines.length; i++) {
            if (lines[i].equals("object") && !lines[i + 2].equals(PROBE_OF_REDISSON)) {
                refused.add(lines[i + 2]);
            }
        }
        return refused;
    }
}
