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
        tickets.accept("portal", "old", soon());
        clock.advance(JdbcAcceptedTickets.KEPT_LONGER);
        assertThat(tickets.accept("portal", "old", soon())).isFalse();

        clock.advance(JdbcAcceptedTickets.KEPT_LONGER);
        tickets.accept("portal", "next", soon());
        assertThat(contents("accepted_tickets")).as("hash and expiry of one").hasSize(2);
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
        AcceptedTickets fresh = new JdbcAcceptedTickets(open(impatient), clock);
        driver.away(true);
        assertThatThrownBy(() -> fresh.accept("portal", "1", soon())).isInstanceOf(UserDirectoryUnavailableException.class);

        driver.away(false);
        assertThat(eventually(() -> fresh.accept("portal", "1", soon()))).isTrue();
    }
}
