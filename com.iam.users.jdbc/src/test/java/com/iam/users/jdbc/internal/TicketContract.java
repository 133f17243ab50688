package com.iam.users.jdbc.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import com.iam.users.api.AcceptedTickets;
import com.iam.users.api.UserDirectoryUnavailableException;
import com.iam.users.api.UserKind;

/** What holds for accepted tickets on every database. */
abstract class TicketContract extends UserDirectoryFixture {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    private AcceptedTickets tickets;

    @BeforeEach
    void openTickets() throws Exception {
        tickets = tickets();
        // The first call makes the tables.
        directory.hasAny(UserKind.END_USER);
    }

    private Instant soon() {
        return clock.instant().plus(MINUTE);
    }

    @Test
    void aTicketIsAcceptedOnceByAllInstances() throws Exception {
        assertThat(tickets.accept("portal", "1", soon())).isTrue();

        assertThat(tickets.accept("portal", "1", soon())).isFalse();
        assertThat(tickets().accept("portal", "1", soon().plus(MINUTE))).isFalse();
    }

    @Test
    void ticketsOfOthersAreOthers() {
        assertThat(tickets.accept("portal", "1", soon())).isTrue();
        assertThat(tickets.accept("portal", "2", soon())).isTrue();
        assertThat(tickets.accept("partner", "1", soon())).isTrue();
        assertThat(tickets.accept("portal1", "", soon())).isTrue();
        assertThat(tickets.accept("", "portal1", soon())).isTrue();
        assertThat(tickets.accept("Portal", "1", soon())).isTrue();
        String whatNoDatabaseCanHold = "a\u0000b\ud800" + "x".repeat(10_000);
        assertThat(tickets.accept("portal", whatNoDatabaseCanHold, soon())).isTrue();
        assertThat(tickets.accept("portal", whatNoDatabaseCanHold, soon())).isFalse();
    }

    @Test
    void ofManyThatShowOneTicketAtOnceOnTwoInstancesOneIsAccepted() throws Exception {
        AcceptedTickets other = tickets();
        other.accept("portal", "another", soon());
        for (int round = 0; round < 20; round++) {
            String id = "ticket " + round;
            List<Callable<Boolean>> calls = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                calls.add(() -> tickets.accept("portal", id, soon()));
                calls.add(() -> other.accept("portal", id, soon()));
            }
            assertThat(atOnce(calls)).hasSize(12).containsOnlyOnce(true);
        }
    }

    @Test
    void aTicketIsRememberedUntilNoClockTakesItForGoodAndNotForEver() throws Exception {
        Instant end = soon();
        tickets.accept("portal", "old", end);
        clock.advance(Cleaning.INTERVAL);
        assertThat(tickets.accept("portal", "old", end)).isFalse();

        clock.advance(Cleaning.INTERVAL.plus(MINUTE));
        tickets.accept("portal", "next", soon());
        assertThat(contents("accepted_tickets")).as("hash and expiry of one, and up to when all are gone").hasSize(4)
                .contains("cleaned");
        assertThat(tickets.accept("portal", "old", end)).as("it may have been used").isFalse();
    }

    @Test
    void aTicketThatWasUsedStaysUsedWhenTheClockWasAheadForAWhile() throws Exception {
        Instant end = soon();
        tickets.accept("portal", "1", end);
        for (Duration ahead : List.of(Duration.ofHours(2), Duration.ofDays(2))) {
            clock.set(ahead);
            tickets.accept("portal", "meanwhile " + ahead, soon());
            tickets().accept("portal", "on another instance " + ahead, soon());
            clock.set(ahead.negated());

            assertThat(tickets.accept("portal", "1", end)).isFalse();
        }
        clock.set(Duration.ofDays(2));
        clock.advance(Cleaning.INTERVAL);
        tickets.accept("portal", "an hour later", soon());
        clock.set(Duration.ofDays(-2));
        assertThat(tickets.accept("portal", "1", end)).isFalse();
    }

    @Test
    void aTicketThatWasUsedStaysUsedWhenTheClockGoesBack() {
        Instant end = soon();
        tickets.accept("portal", "1", end);
        for (int hour = 0; hour < 4; hour++) {
            clock.advance(Cleaning.INTERVAL);
            tickets.accept("portal", "hour " + hour, soon());
        }
        clock.set(Duration.ofHours(-4));

        assertThat(tickets.accept("portal", "1", end)).isFalse();
        assertThat(tickets.accept("portal", "of now", clock.instant().plus(Duration.ofHours(4)))).isTrue();
    }

    @Test
    void theDatabaseHoldsNoTicket() throws Exception {
        tickets.accept("https://portal.example", "the id of a ticket", soon());

        assertThat(contents("accepted_tickets")).isNotEmpty().noneMatch(value -> value.contains("portal") || value.contains("ticket"));
    }

    @Test
    void whileTheDatabaseIsAwayNothingIsAccepted() throws Exception {
        DirectorySettings impatient = new DirectorySettings(settings.jdbcUrl(), settings.driver(), settings.username(),
                settings.password(), 8, Duration.ofMillis(500), settings.throttle());
        AcceptedTickets fresh = ticketsOn(open(impatient));
        driver.away(true);
        assertThatThrownBy(() -> fresh.accept("portal", "1", soon())).isInstanceOf(UserDirectoryUnavailableException.class);

        driver.away(false);
        assertThat(eventually(() -> fresh.accept("portal", "1", soon()))).isTrue();
    }
}
