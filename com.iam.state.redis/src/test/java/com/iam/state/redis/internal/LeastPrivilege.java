package com.iam.state.redis.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

import com.iam.state.redis.internal.acl.AclRule;
import com.iam.state.testkit.RedisServer;

/** A Redis that admits the service account with the very ACL that {@code ./iam acl} prints, and nobody else. */
final class LeastPrivilege {

    static final String USER = "iam";
    static final String PASSWORD = "password-of-the-service-account";
    /** What a repository is configured with to use it. */
    static final Map<String, Object> SETTINGS = Map.of("username", USER, ".password", PASSWORD);

    private static final String ADMINISTRATOR = "administrator";
    private static final List<String> PROBES_OF_REDISSON = List.of("test1", "pubsub|numpat", "pubsub|shardnumsub");

    private LeastPrivilege() {
    }

    /** Its own {@code send} goes through an administrator. */
    static RedisServer start() {
        return start(AclRule.forRedis(USER, PASSWORD, "iam"));
    }

    static RedisServer start(List<String> rule) {
        return start(rule, RedisServer::start);
    }

    /** The same in the oldest version of Redis, with the line that is printed for it. */
    static RedisServer startOldest() {
        return start(AclRule.forRedis6(USER, PASSWORD, "iam"), RedisServer::startOldest);
    }

    private static RedisServer start(List<String> rule, Function<String[], RedisServer> servers) {
        RedisServer server = servers.apply(new String[] {"--user", "default", "off", "--user", ADMINISTRATOR, "on", ">" + PASSWORD,
                "~*", "&*", "+@all"}).signIn(ADMINISTRATOR, PASSWORD);
        admit(server, rule);
        return server;
    }

    /** Adds the service account to a server that is there already. */
    static void admit(RedisServer server, List<String> rule) {
        assertThat(server.send(rule.toArray(String[]::new))).isEqualTo("+OK\r\n");
    }

    /**
     * The commands and keys that Redis refused to anybody. Some refusals do not count: Redisson tries what
     * a server can do, and takes a refusal for a no; see {@code commands.txt}.
     */
    static List<String> refused(RedisServer server) {
        List<String> refused = new ArrayList<>();
        String[] lines = server.send("ACL", "LOG", "128").split("\r\n");
        for (int i = 0; i + 2 < lines.length; i++) {
            if (lines[i].equals("object") && !PROBES_OF_REDISSON.contains(lines[i + 2])) {
                refused.add(lines[i + 2]);
            }
        }
        return refused;
    }
}
