package com.iam.users.jdbc.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import com.iam.users.api.FinalOutcomes;
import com.iam.users.api.UserDirectoryUnavailableException;
import com.iam.users.api.UserKind;

/** What holds for final outcomes on every database. */
abstract class OutcomeContract extends UserDirectoryFixture {

    private FinalOutcomes outcomes;

    @BeforeEach
    void openOutcomes() throws Exception {
        outcomes = outcomes();
        // The first call makes the tables.
        directory.hasAny(UserKind.END_USER);
    }

    private FinalOutcomes outcomes() throws Exception {
        return new JdbcFinalOutcomes(open(settings), cleaning());
    }

    private Instant later() {
        return clock.instant().plus(Duration.ofHours(8));
    }

    @Test
    void whatIsSettledStaysSoOnAllInstances() throws Exception {
        assertThat(outcomes.of("approval")).isEmpty();
        assertThat(outcomes.settle("approval", "REFUSED", later())).isEmpty();

        assertThat(outcomes().settle("approval", "APPROVED", later())).contains("REFUSED");
        assertThat(outcomes().of("approval")).contains("REFUSED");
        assertThat(outcomes.of("another")).isEmpty();
    }

    @Test
    void ofManyThatSettleAtOnceOnTwoInstancesOneDoes() throws Exception {
        FinalOutcomes other = outcomes();
        for (int round = 0; round < 10; round++) {
            String what = "approval " + round;
            List<Callable<Optional<String>>> calls = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                String outcome = "outcome " + i;
                calls.add(() -> outcomes.settle(what, outcome, later()));
                calls.add(() -> other.settle(what, outcome, later()));
            }
            List<Optional<String>> answers = atOnce(calls);
            assertThat(answers).containsOnlyOnce(Optional.empty());
            assertThat(answers.stream().flatMap(Optional::stream)).hasSize(7)
                    .containsOnly(outcomes.of(what).orElseThrow());
        }
    }

    @Test
    void whatMattersNoMoreIsForgotten() throws Exception {
        outcomes.settle("old", "REFUSED", clock.instant().minus(Duration.ofMinutes(90)));
        outcomes.settle("recent", "REFUSED", clock.instant().plus(Duration.ofMinutes(30)));

        clock.advance(Cleaning.INTERVAL);
        outcomes.settle("next", "REFUSED", later());

        assertThat(outcomes.of("old")).isEmpty();
        assertThat(outcomes.of("recent")).contains("REFUSED");
    }

    @Test
    void aClockThatIsAheadForAWhileMakesNothingForgotten() throws Exception {
        outcomes.settle("approval", "REFUSED", later());
        clock.advance(Cleaning.INTERVAL);
        clock.set(Duration.ofDays(2));
        outcomes.settle("next", "REFUSED", later());

        assertThat(outcomes.of("approval")).contains("REFUSED");
    }

    @Test
    void theDatabaseDoesNotHoldWhatWasSettled() throws Exception {
        outcomes.settle("the reference of an approval", "REFUSED", later());

        assertThat(contents("final_outcomes")).contains("REFUSED").noneMatch(value -> value.contains("approval"));
    }

    @Test
    void whileTheDatabaseIsAwayNothingIsSettled() throws Exception {
        DirectorySettings impatient = new DirectorySettings(settings.jdbcUrl(), settings.driver(), settings.username(),
                settings.password(), 8, Duration.ofMillis(500), settings.throttle());
        FinalOutcomes fresh = new JdbcFinalOutcomes(open(impatient), cleaning());
        driver.away(true);
        assertThatThrownBy(() -> fresh.settle("approval", "REFUSED", later()))
                .isInstanceOf(UserDirectoryUnavailableException.class);
        assertThatThrownBy(() -> fresh.of("approval")).isInstanceOf(UserDirectoryUnavailableException.class);

        driver.away(false);
        assertThat(eventually(() -> fresh.of("approval"))).isEmpty();
    }
}
