package com.iam.users.jdbc.internal;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import com.iam.support.threads.Threads;
import com.iam.users.api.SessionCutOffs;
import com.iam.users.api.UserDirectoryUnavailableException;
import com.iam.users.api.UserKind;

/** The cut-offs in a database, and in memory what was there a second ago. */
final class JdbcSessionCutOffs implements SessionCutOffs, AutoCloseable {

    /** No session lives longer: the longest {@code sessionLifetime} that a module accepts, and what clocks may differ. */
    static final Duration KEPT = Duration.ofDays(31);

    private static final Logger LOG = LoggerFactory.getLogger(JdbcSessionCutOffs.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration PAUSE_UNTIL_SETTLED = Duration.ofMillis(100);
    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(5);
    private static final Duration LAST_LOOK = Duration.ofSeconds(1);
    /** Disabled users may be many: they are read every so many rounds, and what is too old is removed seldom. */
    private static final int ROUNDS_FOR_USERS = 10;
    private static final int ROUNDS_FOR_CLEANING = 3600;

    private final Database database;
    private final Clock clock;
    private final BooleanSupplier settled;
    private final ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(1,
            Threads.daemon("iam-session-cut-offs"));
    private volatile Map<CutOffRows.Key, Instant> known;
    private volatile Set<NameKey> disabled;
    private int rounds;

    private JdbcSessionCutOffs(Database database, Clock clock, Optional<JdbcSessionCutOffs> before, BooleanSupplier settled) {
        this.database = database;
        this.clock = clock;
        this.settled = settled;
        this.known = before.map(each -> each.known).orElse(Map.of());
        this.disabled = before.map(each -> each.disabled).orElse(Set.of());
    }

    /**
     * @param before whose place it takes, if there is one: what that knew stays known
     * @param settled whether the database is the one that is meant: before that it is left alone
     */
    static JdbcSessionCutOffs watching(Database database, Clock clock, Optional<JdbcSessionCutOffs> before,
            BooleanSupplier settled) {
        JdbcSessionCutOffs cutOffs = new JdbcSessionCutOffs(database, clock, before, settled);
        cutOffs.later(Duration.ZERO);
        return cutOffs;
    }

    /** One that looks when it is told to. */
    static JdbcSessionCutOffs unwatched(Database database, Clock clock) {
        return new JdbcSessionCutOffs(database, clock, Optional.empty(), () -> true);
    }

    @Override
    public Optional<Instant> end(UserKind kind, String module, String name) {
        NameKey user = NameKey.of(kind, name);
        if (!user.isStorable()) {
            return Optional.empty();
        }
        CutOffRows.Key key = new CutOffRows.Key(user, module);
        Instant at = database.run(connection -> {
            while (true) {
                Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
                Optional<Instant> last = CutOffRows.find(connection, key);
                Instant next = last.map(each -> each.plusMillis(1)).filter(now::isBefore).orElse(now);
                // Others may do the same at this moment; one of them succeeds each time.
                if (last.isPresent() ? CutOffRows.replace(connection, key, last.get(), next)
                        : CutOffRows.insert(connection, key, next)) {
                    return next;
                }
            }
        });
        learn(Map.of(key, at));
        return Optional.of(at);
    }

    @Override
    public Optional<Instant> latest(UserKind kind, String module, String name) {
        NameKey user = NameKey.of(kind, name);
        if (!user.isStorable()) {
            return Optional.empty();
        }
        Map<CutOffRows.Key, Instant> found = database.run(connection -> {
            Map<CutOffRows.Key, Instant> both = new HashMap<>();
            for (String each : List.of(module, EVERY_MODULE)) {
                CutOffRows.Key key = new CutOffRows.Key(user, each);
                CutOffRows.find(connection, key).ifPresent(at -> both.put(key, at));
            }
            return both;
        });
        if (!found.isEmpty()) {
            learn(found);
        }
        return found.values().stream().max(Instant::compareTo);
    }

    @Override
    public Optional<Instant> known(UserKind kind, String module, String name) {
        Map<CutOffRows.Key, Instant> all = known;
        if (all.isEmpty()) {
            return Optional.empty();
        }
        NameKey user = NameKey.of(kind, name);
        return Stream.of(module, EVERY_MODULE).flatMap(each -> Stream.ofNullable(all.get(new CutOffRows.Key(user, each))))
                .max(Instant::compareTo);
    }

    @Override
    public boolean isBarred(UserKind kind, String name) {
        Set<NameKey> all = disabled;
        return !all.isEmpty() && all.contains(NameKey.of(kind, name));
    }

    /** Looks no more. What it knows it tells all the same. */
    @Override
    public void close() {
        // Never interrupted: that would close the file of an embedded database.
        executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        executor.shutdown();
        try {
            executor.awaitTermination(LAST_LOOK.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** @throws UserDirectoryUnavailableException if the database cannot be asked */
    void look() {
        boolean users = rounds % ROUNDS_FOR_USERS == 0;
        boolean cleaning = rounds % ROUNDS_FOR_CLEANING == 0;
        Instant oldest = clock.instant().minus(KEPT);
        Map<CutOffRows.Key, Instant> found = database.run(connection -> {
            if (cleaning) {
                CutOffRows.clean(connection, oldest);
            }
            if (users) {
                disabled = CutOffRows.disabledUsers(connection);
            }
            return CutOffRows.all(connection);
        });
        rounds++;
        learn(found);
    }

    /** What was ended here a moment ago may not have been there yet when the others were read: nothing is unlearned but by its age. */
    private synchronized void learn(Map<CutOffRows.Key, Instant> found) {
        Instant oldest = clock.instant().minus(KEPT);
        Map<CutOffRows.Key, Instant> next = new HashMap<>(known);
        found.forEach((key, at) -> next.merge(key, at, (a, b) -> a.isAfter(b) ? a : b));
        next.values().removeIf(at -> at.isBefore(oldest));
        known = Map.copyOf(next);
    }

    private void lookAndLater() {
        Duration pause = PAUSE;
        try {
            if (settled.getAsBoolean()) {
                look();
            } else {
                pause = PAUSE_UNTIL_SETTLED;
            }
        } catch (UserDirectoryUnavailableException e) {
            LOG.debug("Ends of sessions cannot be read now: {}", e.getMessage());
            pause = PAUSE_AFTER_FAILURE;
        } catch (RuntimeException | LinkageError e) {
            LOG.error("Ends of sessions cannot be read", e);
            pause = PAUSE_AFTER_FAILURE;
        }
        later(pause);
    }

    private void later(Duration pause) {
        try {
            executor.schedule(this::lookAndLater, pause.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            LOG.debug("The directory has been closed", e);
        }
    }
}
