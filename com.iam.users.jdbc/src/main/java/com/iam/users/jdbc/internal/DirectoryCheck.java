package com.iam.users.jdbc.internal;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

import com.iam.users.api.UserDirectoryUnavailableException;

/**
 * Whether log-ins are possible, found out by a write, and kept for some seconds: balancers and monitors ask often. While one thread finds
 * out, others get what was found before. Any thread may call.
 */
final class DirectoryCheck {

    /** How old a good answer may be. One that is not good is looked at anew sooner, as is a database that has failed since. */
    static final Duration GOOD_FOR = Duration.ofSeconds(5);
    static final Duration BAD_FOR = Duration.ofSeconds(1);

    private record Found(long atNanos, Optional<String> wrong) {
    }

    private final Database database;
    private final LongSupplier nanoTime;
    private final ReentrantLock looking = new ReentrantLock();
    private volatile Found found;

    /** @param nanoTime of a clock that nobody sets */
    DirectoryCheck(Database database, LongSupplier nanoTime) {
        this.database = database;
        this.nanoTime = nanoTime;
    }

    /** @throws UserDirectoryUnavailableException if no log-in is possible */
    void check() {
        Found last = found;
        if (last != null && (isFresh(last) || !looking.tryLock())) {
            tell(last);
            return;
        }
        if (last == null) {
            looking.lock();
        }
        try {
            if (found == null || !isFresh(found)) {
                found = look();
            }
            tell(found);
        } finally {
            looking.unlock();
        }
    }

    private boolean isFresh(Found last) {
        boolean good = last.wrong.isEmpty() && !database.isFailing();
        return nanoTime.getAsLong() - last.atNanos < (good ? GOOD_FOR : BAD_FOR).toNanos();
    }

    private Found look() {
        Optional<String> wrong = Optional.empty();
        try {
            database.probe();
        } catch (UserDirectoryUnavailableException e) {
            wrong = Optional.of(e.getMessage());
        }
        return new Found(nanoTime.getAsLong(), wrong);
    }

    private static void tell(Found found) {
        found.wrong.ifPresent(reason -> {
            throw new UserDirectoryUnavailableException(reason, null);
        });
    }
}
