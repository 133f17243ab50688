package com.iam.users.jdbc.internal;

import static com.iam.users.api.SessionCutOffs.EVERY_MODULE;
import static com.iam.users.api.UserKind.ADMINISTRATOR;
import static com.iam.users.api.UserKind.END_USER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import com.iam.users.api.UserDirectoryUnavailableException;

/** What holds on every database for the instants before which sessions are over. */
abstract class CutOffContract extends UserDirectoryFixture {

    private JdbcSessionCutOffs here;
    private JdbcSessionCutOffs there;

    @BeforeEach
    void openCutOffs() throws Exception {
        here = JdbcSessionCutOffs.unwatched(open(settings), clock);
        there = JdbcSessionCutOffs.unwatched(open(settings), clock);
        // The first call makes the tables.
        directory.hasAny(END_USER);
    }

    @Test
    void whatIsEndedIsKnownHereAtOnceAndElsewhereAfterALook() {
        Instant at = here.end(END_USER, "login", "Alice").orElseThrow();

        assertThat(at).isEqualTo(clock.instant());
        assertThat(here.known(END_USER, "login", "alice")).hasValue(at);
        assertThat(there.known(END_USER, "login", "alice")).isEmpty();
        there.look();
        assertThat(there.known(END_USER, "login", "\uff21LICE")).hasValue(at);
        assertThat(there.known(ADMINISTRATOR, "login", "alice")).isEmpty();
        assertThat(there.known(END_USER, "transactionapproval", "alice")).isEmpty();
        assertThat(there.known(END_USER, "login", "bob")).isEmpty();
    }

    @Test
    void whoAsksTheDatabaseKnowsItThen() {
        Instant at = here.end(END_USER, "login", "alice").orElseThrow();

        assertThat(there.latest(END_USER, "login", "alice")).hasValue(at);
        assertThat(there.known(END_USER, "login", "alice")).hasValue(at);
        assertThat(there.latest(END_USER, "login", "bob")).isEmpty();
    }

    @Test
    void everyModuleCountsForEach() {
        here.end(END_USER, "login", "alice");
        clock.advance(Duration.ofMinutes(1));
        Instant at = here.end(END_USER, EVERY_MODULE, "alice").orElseThrow();

        assertThat(here.known(END_USER, "login", "alice")).hasValue(at);
        assertThat(there.latest(END_USER, "transactionapproval", "alice")).hasValue(at);
        assertThat(there.latest(END_USER, EVERY_MODULE, "alice")).hasValue(at);
    }

    @Test
    void eachIsLaterThanTheOneBeforeThoughTheClockStandsOrGoesBack() {
        Instant first = here.end(END_USER, "login", "alice").orElseThrow();
        Instant second = there.end(END_USER, "login", "alice").orElseThrow();
        clock.advance(Duration.ofMinutes(-5));
        Instant third = here.end(END_USER, "login", "alice").orElseThrow();

        assertThat(second).isAfter(first);
        assertThat(third).isAfter(second);
        assertThat(there.latest(END_USER, "login", "alice")).hasValue(third);
    }

    @Test
    void ofManyAtOnceEachGetsAnInstantOfItsOwn() throws Exception {
        List<Callable<Optional<Instant>>> calls = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            JdbcSessionCutOffs one = i % 2 == 0 ? here : there;
            calls.add(() -> one.end(END_USER, "login", "alice"));
        }

        assertThat(new HashSet<>(atOnce(calls))).hasSize(8);
    }

    @Test
    void whileTheDatabaseIsAwayTheLastKnownStayInForce() throws Exception {
        DirectorySettings impatient = new DirectorySettings(settings.jdbcUrl(), settings.driver(), settings.username(),
                settings.password(), 8, Duration.ofMillis(500), settings.throttle());
        Instant at = here.end(END_USER, "login", "alice").orElseThrow();
        driver.away(true);
        JdbcSessionCutOffs fresh = JdbcSessionCutOffs.unwatched(open(impatient), clock);

        assertThatThrownBy(fresh::look).isInstanceOf(UserDirectoryUnavailableException.class);
        assertThatThrownBy(() -> fresh.end(END_USER, "login", "alice")).isInstanceOf(UserDirectoryUnavailableException.class);
        assertThat(fresh.known(END_USER, "login", "alice")).isEmpty();
        assertThat(here.known(END_USER, "login", "alice")).hasValue(at);
        driver.away(false);
    }

    @Test
    void whatNoSessionCanBeOlderThanIsForgotten() throws Exception {
        here.end(END_USER, "login", "alice");
        clock.advance(JdbcSessionCutOffs.KEPT.plusSeconds(1));

        here.look();

        assertThat(here.known(END_USER, "login", "alice")).isEmpty();
        assertThat(contents("session_cut_offs")).isEmpty();
    }

    @Test
    void whoIsDisabledIsBarred() throws Exception {
        directory.addIfAbsent(END_USER, "Alice", PASSWORD);
        directory.addIfAbsent(ADMINISTRATOR, "alice", PASSWORD);
        execute("UPDATE users SET disabled = TRUE WHERE kind = 'END_USER'");
        assertThat(here.isBarred(END_USER, "ALICE")).isFalse();

        here.look();

        assertThat(here.isBarred(END_USER, "ALICE")).isTrue();
        assertThat(here.isBarred(ADMINISTRATOR, "alice")).isFalse();
        assertThat(directory.nameOf(END_USER, "ALICE")).hasValue("Alice");
        assertThat(directory.find(END_USER, "ALICE")).isEmpty();
    }

    @Test
    void namesThatNoUserCanHaveHaveNone() {
        for (String name : List.of("", "ali\u0000ce", "ali\ud800ce", "a".repeat(300))) {
            assertThat(here.end(END_USER, "login", name)).isEmpty();
            assertThat(here.latest(END_USER, "login", name)).isEmpty();
            assertThat(here.known(END_USER, "login", name)).isEmpty();
        }
    }

    @Test
    void oneThatIsWatchedLooksByItself() throws Exception {
        try (JdbcSessionCutOffs watching = JdbcSessionCutOffs.watching(open(settings), clock, Optional.empty(), () -> true)) {
            Instant at = here.end(END_USER, "login", "alice").orElseThrow();
            assertThat(eventually(() -> watching.known(END_USER, "login", "alice")
                    .orElseThrow(() -> new UserDirectoryUnavailableException("not yet", null)))).isEqualTo(at);
        }
    }
}
