package com.iam.benchmarks.contender;

import java.util.OptionalInt;

/**
 * A way to keep sessions in Redis. All of them keep {@link Sample the same state} with the same idle timeout. Calls come
 * from many threads, but never two at a time for one session.
 *
 * @param <S> what a client would show to get at its session
 */
public interface Contender<S> extends AutoCloseable {

    S create(String user);

    /** What a request does that changes nothing: loads the session and moves its idle deadline. */
    void read(S session);

    /** What a request does that changes one attribute: loads, moves the idle deadline, saves. */
    void write(S session, String value);

    void delete(S session);

    /** Loads all sessions of a user and returns their number; empty if this contender has no such thing. */
    default OptionalInt list(String user) {
        return OptionalInt.empty();
    }

    @Override
    void close();
}
