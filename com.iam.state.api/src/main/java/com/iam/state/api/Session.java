package com.iam.state.api;

import java.time.Instant;

import org.osgi.annotation.versioning.ProviderType;

/** A live session, as it was when it was read or written. Immutable; it holds no secret but its state. */
@ProviderType
public interface Session {

    SessionState state();

    Instant createdAt();

    /** When it ends unless it is used before: by idleness, or since its lifetime is over. */
    Instant expiresAt();

    /**
     * When no record of this session is good any more, however it is used, and although the settings become more
     * generous. It ends earlier if the {@linkplain StateManager#timeouts() lifetime configured} meanwhile is shorter.
     */
    Instant lifetimeEndsAt();

    /**
     * Tells this session from all others, in logs and pages: the {@linkplain SessionEnd#eventId() event id} of its
     * end. It gives no right to anything, and the session cannot be found by it.
     */
    String reference();
}
