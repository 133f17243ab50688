package com.iam.state.redis.internal;

import java.util.Optional;

import com.iam.state.api.StateKey;

/**
 * That a session has changed, as near caches are told: revision, number, sender, module and storage id, with blanks between. The
 * storage id comes last, so that the sweep can put it there.
 *
 * @param revision the least that may still be served; {@link #GONE} if none
 * @param number by which the sender wants to hear that it was heard; 0 if it does not
 * @param sender id of the instance that has made the change
 */
record News(long revision, long number, String sender, StateKey key) {

    static final long GONE = Long.MAX_VALUE;

    String text() {
        return beginning(revision, number, sender, key.module()) + key.storageId();
    }

    /** What stands before the storage id when a session of a module is gone. */
    static String beginning(String sender, String module) {
        return beginning(GONE, 0, sender, module);
    }

    private static String beginning(long revision, long number, String sender, String module) {
        return revision + " " + number + " " + sender + " " + module + " ";
    }

    /** Empty if it cannot be understood: somebody has changed something, nobody knows what. */
    static Optional<News> parse(String text) {
        String[] parts = text.split(" ", -1);
        try {
            return parts.length == 5
                    ? Optional.of(new News(Long.parseLong(parts[0]), Long.parseLong(parts[1]), parts[2],
                            new StateKey(parts[3], parts[4])))
                    : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
