package com.iam.state.redis.internal.acl;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import com.iam.state.redis.internal.acl.NeededCommand.Where;

/** The ACL of Redis (6.2 or newer) with the least that the product can work with. */
public final class AclRule {

    /** Where the operator puts the password. */
    public static final String PASSWORD = "<PASSWORD>";

    private static final Set<Where> ON_REDIS = Set.of(Where.ALWAYS, Where.NEWER, Where.CLUSTER, Where.REPLICAS);
    /** Which refuses a line with a command that it does not know. */
    private static final Set<Where> ON_REDIS_6 = Set.of(Where.ALWAYS, Where.CLUSTER, Where.REPLICAS);

    private AclRule() {
    }

    /** The words of an {@code ACL SETUSER} for Redis itself, from 7 on. */
    public static List<String> forRedis(String user, String password, String namespace) {
        return forRedis(user, password, namespace, ON_REDIS);
    }

    /** The same for Redis 6.2. */
    public static List<String> forRedis6(String user, String password, String namespace) {
        return forRedis(user, password, namespace, ON_REDIS_6);
    }

    private static List<String> forRedis(String user, String password, String namespace, Set<Where> places) {
        List<String> words = user(user, password);
        // The keys of sessions and indexes, with their hash tag, and the others; the channels of near caches, and no others,
        // which Redis 6 has users begin with.
        words.addAll(List.of("~{" + namespace + ":1:*", "~" + namespace + ":1:*", "resetchannels", "&" + namespace + ":1:*"));
        words.addAll(commands(places));
        return words;
    }

    /** The words of an {@code ACL SETUSER} for a Sentinel server. */
    public static List<String> forSentinel(String user, String password) {
        List<String> words = user(user, password);
        words.add("allchannels");
        words.addAll(commands(Set.of(Where.SENTINEL)));
        return words;
    }

    private static List<String> user(String user, String password) {
        return new ArrayList<>(List.of("ACL", "SETUSER", user, "reset", "on", ">" + password));
    }

    private static List<String> commands(Set<Where> places) {
        return NeededCommand.all().stream().filter(each -> places.contains(each.where()))
                .map(each -> "+" + each.name()).distinct().toList();
    }
}
