package com.iam.state.api.admin;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How much each key still protects in a repository, in all its modules: when a key may be retired.
 *
 * @param countedAt it is some seconds old, a minute at the most while the repository can be reached
 * @param keys those of the encryption in its order, then any other that protects sessions or is sealed with
 */
public record KeyReport(Instant countedAt, List<Usage> keys) {

    public KeyReport {
        keys = List.copyOf(keys);
    }

    /**
     * @param id see {@link KeyInfo#id()}
     * @param sessions that live under it
     * @param sealers instances that have sealed with it within the last three minutes, as far as they said so
     * @param until when the last of its sessions has ended, whatever its use; empty if there is none, or if more may
     *     come
     * @param used whether this instance has seen it in use: a session under it, or an instance that seals with it
     */
    public record Usage(String id, long sessions, int sealers, Optional<Instant> until, boolean used) {

        /** A key that is in use, or that has not been looked for yet. */
        public Usage(String id, long sessions, int sealers, Optional<Instant> until) {
            this(id, sessions, sealers, until, sessions > 0 || sealers > 0);
        }

        /** Whether nothing is lost without the key: no session lives under it, and no instance seals with it. */
        public boolean isUnused() {
            return sessions == 0 && sealers == 0;
        }

        /** Unused now, and seen in use before: it may be retired. A key that is new is unused as well. */
        public boolean isUsedUp() {
            return isUnused() && used;
        }
    }
}
