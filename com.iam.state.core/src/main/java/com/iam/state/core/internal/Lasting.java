package com.iam.state.core.internal;

import java.time.Duration;

import com.iam.state.api.provider.Deadline;

/** Tells what lasts from what is so for a moment, while things come together. One thread at a time. */
final class Lasting<T> {

    private final Duration time;
    private T what;
    private Deadline from;

    Lasting(Duration time) {
        this.time = time;
    }

    /** Whether this very thing has been so for long enough, or only since now. */
    boolean is(T now) {
        // Services may be proxies, which are not always equal to themselves.
        if (now != what && !now.equals(what)) {
            what = now;
            from = Deadline.after(time);
        }
        return from.hasPassed();
    }

    void over() {
        what = null;
    }
}
