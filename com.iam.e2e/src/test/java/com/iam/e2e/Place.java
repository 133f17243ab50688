package com.iam.e2e;

import java.util.EnumSet;
import java.util.Set;

import com.iam.e2e.Secrets.Kind;

/** Where something was found, and what must not be there. */
enum Place {

    LOG(EnumSet.allOf(Kind.class)),
    /** It may name people: that is what it is for. */
    AUDIT_LOG(EnumSet.complementOf(EnumSet.of(Kind.USER_NAME, Kind.ATTRIBUTE))),
    METRICS(EnumSet.allOf(Kind.class)),
    /** The bundles that it runs, for one, know the names of attributes and of the demo's users. */
    OTHER_FILE(EnumSet.complementOf(EnumSet.of(Kind.USER_NAME, Kind.ATTRIBUTE))),
    /** Storage ids are the names of keys there. */
    REDIS(EnumSet.complementOf(EnumSet.of(Kind.STORAGE_ID))),
    /** Of a Redis to which a test has unencrypted state sent. */
    PLAIN_REDIS(EnumSet.complementOf(EnumSet.of(Kind.STORAGE_ID, Kind.USER_NAME, Kind.ATTRIBUTE)));

    /** Three bytes of ciphertext spell out a name of three letters now and then. */
    private static final int SHORTEST_IN_BINARY = 5;

    private final Set<Kind> forbidden;

    Place(Set<Kind> forbidden) {
        this.forbidden = forbidden;
    }

    boolean forbids(Kind kind) {
        return forbidden.contains(kind);
    }

    int shortest() {
        return this == LOG || this == METRICS ? 1 : SHORTEST_IN_BINARY;
    }
}
