package com.iam.state.redis.internal;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Why Redis does not do what it is asked to, though it answers. */
enum Refusal {

    REPLICA("this Redis is a replica and cannot be written to", true, "READONLY"),
    MASTER_DOWN("this Redis is a replica without its primary", true, "MASTERDOWN"),
    LOADING("Redis is not ready yet: it loads its data", true, "LOADING"),
    TOO_FEW_REPLICAS("Redis has fewer replicas than it wants for a write (min-replicas-to-write)", false, "NOREPLICAS"),
    FULL("Redis is out of memory", false, "OOM"),
    CANNOT_SAVE("Redis takes no writes since it cannot save its data (stop-writes-on-bgsave-error)", false, "MISCONF"),
    CREDENTIALS("Redis refuses the user name or the password", true, "NOAUTH", "WRONGPASS"),
    FORBIDDEN("the user may not run a command that is needed, or not on these keys (./iam acl prints what it must be permitted)",
            false, "NOPERM"),
    CONNECTIONS("Redis has as many clients as it takes (maxclients)", true, "ERR max number of clients"),
    BUSY("Redis is busy with a script", false, "BUSY"),
    UNKNOWN_SCRIPT("Redis forgets the scripts that it is told", false, "NOSCRIPT"),
    CLUSTER("part of the Redis Cluster is not served just now", false, "CLUSTERDOWN", "TRYAGAIN", "MOVED", "ASK", "CROSSSLOT"),
    TRANSACTION("Redis has broken off a transaction", false, "EXECABORT"),
    FOREIGN_VALUE("a key holds a value of another type", false, "WRONGTYPE"),
    OTHER("Redis refused the command", false);

    /** How Redis words a missing permission within a script, whose errors have no such code. */
    private static final Pattern NOT_PERMITTED = Pattern.compile("The user executing the script can't|ACL failure in script");
    /** Redis 6 puts the code of an error behind the place in the script. */
    private static final Pattern IN_SCRIPT = Pattern.compile("^(?:ERR Error running script .*?: )?@user_script: ?\\d+: ?-([A-Z]+) ");
    /** Redisson puts what was sent behind it. */
    private static final Pattern REST = Pattern.compile("\\. channel: ");

    private final String reason;
    private final boolean everywhere;
    private final Set<String> beginnings;

    Refusal(String reason, boolean everywhere, String... beginnings) {
        this.reason = reason;
        this.everywhere = everywhere;
        this.beginnings = Set.of(beginnings);
    }

    /** @param error as Redis words it; {@link #OTHER} if it means nothing to us */
    static Refusal of(String error) {
        String own = REST.split(error, 2)[0];
        Matcher inScript = IN_SCRIPT.matcher(own);
        String words = inScript.find() ? inScript.group(1) + " " : own;
        if (NOT_PERMITTED.matcher(own).find()) {
            return FORBIDDEN;
        }
        return Stream.of(values()).filter(each -> each.beginnings.stream()
                .anyMatch(code -> words.equals(code) || words.startsWith(code + " "))).findFirst().orElse(OTHER);
    }

    /** One part of a sentence, without any secret. */
    String reason() {
        return reason;
    }

    /** As in a metric. */
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether every command to this server would meet the same. */
    boolean isOfServer() {
        return everywhere;
    }

    /** Whether another server should be asked: this one is not the primary, and will not be by waiting. */
    boolean isElsewhere() {
        return this == REPLICA || this == MASTER_DOWN;
    }

    /** Whether those who have a session are served, and no more. */
    boolean hindersGrowthOnly() {
        return this == FULL;
    }

    /** Whether the command may have been run in part: permissions are looked at one by one. */
    boolean isPartial() {
        return this == FORBIDDEN || this == FOREIGN_VALUE || this == OTHER || this == TRANSACTION;
    }
}
