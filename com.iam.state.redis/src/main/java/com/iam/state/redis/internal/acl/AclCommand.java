package com.iam.state.redis.internal.acl;

import java.util.Iterator;
import java.util.List;

/** {@code ./iam acl}: prints the ACL. It needs nothing but this bundle's classes, so no framework is started for it. */
public final class AclCommand {

    static final String USAGE = "usage: iam acl [--user NAME] [--namespace NS] [--redis-6 | --sentinel]";

    private AclCommand() {
    }

    public static void main(String[] words) {
        try {
            System.out.println(String.join(" ", line(List.of(words))));
        } catch (IllegalArgumentException e) {
            System.err.println("iam: " + e.getMessage() + "; " + USAGE);
            System.exit(2);
        }
    }

    static List<String> line(List<String> words) {
        String user = "iam";
        String namespace = "iam";
        boolean redis6 = false;
        boolean sentinel = false;
        for (Iterator<String> rest = words.iterator(); rest.hasNext();) {
            String option = rest.next();
            switch (option) {
                case "--user" -> user = value(option, rest, "[^\\s\"'\\\\]{1,128}");
                case "--namespace" -> namespace = value(option, rest, "[A-Za-z0-9]([A-Za-z0-9-]{0,30}[A-Za-z0-9])?");
                case "--redis-6" -> redis6 = true;
                case "--sentinel" -> sentinel = true;
                default -> throw new IllegalArgumentException("unknown option " + option);
            }
        }
        if (sentinel) {
            return AclRule.forSentinel(user, AclRule.PASSWORD);
        }
        return redis6 ? AclRule.forRedis6(user, AclRule.PASSWORD, namespace) : AclRule.forRedis(user, AclRule.PASSWORD, namespace);
    }

    private static String value(String option, Iterator<String> rest, String pattern) {
        if (!rest.hasNext()) {
            throw new IllegalArgumentException(option + " needs a value");
        }
        String value = rest.next();
        if (!value.matches(pattern)) {
            throw new IllegalArgumentException(option + " cannot be that");
        }
        return value;
    }
}
