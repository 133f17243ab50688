package com.iam.state.redis.internal.acl;

import java.util.Iterator;
import java.util.List;

/** {@code ./iam acl}: prints the ACL. It needs nothing but this bundle's classes, so no framework is started for it. */
public final class AclCommand {

    static final String USAGE = "usage: iam acl [--user NAME] [--namespace NS] [--sentinel]";

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
        boolean sentinel = false;
        for (Iterator<String> rest = words.iterator(); rest.hasNext();) {
            String option = rest.next();
            switch (option) {
                case "--user" -> user = value(option, rest, "[^\\s\"'\\\\]{1,128}");
                case "--namespace" -> namespace = value(option, rest, "[A-Za-z0-9]([A-Za-z0-9-]{0,30}[A-Za-z0-9])?");
                case "--sentinel" -> sentinel = true;
                default -> throw new IllegalArgumentException("unknown option " + option);
            }
        }
        return sentinel ? AclRule.forSentinel(user, AclRule.PASSWORD) : AclRule.forRedis(user, AclRule.PASSWORD, namespace);
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
