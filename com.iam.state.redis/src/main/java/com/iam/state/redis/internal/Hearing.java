package com.iam.state.redis.internal;

/** Connections on which news arrive. */
interface Hearing extends AutoCloseable {

    /** Makes connections that are missing, and finds out whether those that there are hear. To be called again and again, by one thread. */
    void beat();

    /** Up to when everything is known to have been heard, from each primary; {@link Monotonic#NEVER} while a connection is missing. */
    long heardUntil();

    @Override
    void close();
}
