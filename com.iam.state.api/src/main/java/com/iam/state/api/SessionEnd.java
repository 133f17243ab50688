package com.iam.state.api;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Objects;
import java.util.Optional;

/**
 * The end of a session. It holds no session id, so it may be logged.
 *
 * @param eventId the same for every report of this end, and no other's; nothing can be found out from it
 * @param subject whose session it was; empty if no user had logged in, or if that could no longer be found out
 * @param startedAt empty if it could no longer be found out
 * @param endedAt by the repository's clock; a session that expired ended at its deadline
 */
public record SessionEnd(String eventId, String module, Cause cause, Optional<String> subject, Optional<Instant> startedAt,
        Instant endedAt) {

    /** Why a session has ended. */
    public enum Cause {
        /** Its user ended it. */
        USER,
        /** An administrator ended it. */
        ADMINISTRATOR,
        /** Its subject had as many sessions as it may have, and began another one. */
        REPLACED,
        /** It was not used for the idle timeout. */
        IDLE,
        /** It had lasted as long as a session may. */
        LIFETIME,
        /** Its state was lost, or had gone before its end was noticed. */
        UNKNOWN
    }

    private static final int ID_LENGTH = 16;

    public SessionEnd {
        Objects.requireNonNull(eventId);
        Objects.requireNonNull(module);
        Objects.requireNonNull(cause);
        Objects.requireNonNull(subject);
        Objects.requireNonNull(startedAt);
        Objects.requireNonNull(endedAt);
    }

    /** The end of the session that was kept under a key. */
    public static SessionEnd of(StateKey key, Cause cause, Optional<String> subject, Optional<Instant> startedAt,
            Instant endedAt) {
        return new SessionEnd(eventId(key), key.module(), cause, subject, startedAt, endedAt);
    }

    /**
     * A hash: every instance that notices the end of a session gets the same, and the storage id cannot be told from
     * it.
     */
    /** Of the end of that session, also while it lives. It reveals nothing of the key. */
    public static String eventId(StateKey key) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest(("session-end:" + key.module() + ":" + key.storageId()).getBytes(StandardCharsets.US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(digest, ID_LENGTH));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** A subject is a person. */
    @Override
    public String toString() {
        return "SessionEnd[" + eventId + ", " + module + ", " + cause + ", subject=" + (subject.isPresent() ? "***" : "none")
                + ", " + endedAt + "]";
    }
}
