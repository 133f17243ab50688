package com.iam.state.testkit;

import static com.iam.state.testkit.States.LONG;
import static com.iam.state.testkit.States.MODULE;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import com.iam.state.api.SessionEnd;
import com.iam.state.api.SessionEnd.Cause;
import com.iam.state.api.SessionState;
import com.iam.state.api.Timeouts;
import com.iam.state.api.provider.CarriedState;
import com.iam.state.api.provider.ClaimedEnd;
import com.iam.state.api.provider.Deadline;
import com.iam.state.api.provider.LoadOutcome;
import com.iam.state.api.provider.StateRepository;
import com.iam.state.api.provider.StoredState;
import com.iam.state.api.provider.WriteOutcome;

/** What every repository promises about reporting the ends of sessions. Its clock is this machine's. */
public abstract class SessionEndContract {

    private static final Duration LEASE = Duration.ofMinutes(1);
    /** Redis before 7 stamps a command with the time at which it began to read commands, which may be a moment earlier. */
    private static final Duration CLOCK_SLACK = Duration.ofMillis(100);

    /** An empty repository, the same one throughout a test. */
    protected abstract StateRepository repository();

    /** Does now what the repository does from time to time. */
    protected abstract void sweep();

    private static Deadline soon() {
        return Deadline.after(Duration.ofSeconds(10));
    }

    private StoredState created(StoredState state) {
        assertThat(repository().create(state, 0, soon())).isInstanceOf(WriteOutcome.Applied.class);
        return state;
    }

    private StoredState ended(Cause cause) {
        StoredState state = created(States.of("alice"));
        assertThat(repository().delete(state.key(), cause, soon())).isInstanceOf(WriteOutcome.Applied.class);
        return state;
    }

    private StoredState expired(Timeouts timeouts) {
        StoredState state = created(States.of(MODULE, SessionState.EMPTY.withSubject("alice"), timeouts));
        Await.until("the session has expired",
                () -> repository().peek(state.key(), LONG, soon()) instanceof LoadOutcome.Expired);
        return state;
    }

    private List<ClaimedEnd> claim(Duration lease) {
        // In a Cluster each node gives a few at a time.
        List<ClaimedEnd> all = new ArrayList<>();
        List<ClaimedEnd> some = repository().claimEnds(MODULE, 100, lease, soon());
        while (!some.isEmpty() && lease.equals(LEASE)) {
            all.addAll(some);
            some = repository().claimEnds(MODULE, 100, lease, soon());
        }
        all.addAll(some);
        return all;
    }

    private SessionEnd onlyEnd() {
        List<ClaimedEnd> claimed = claim(LEASE);
        assertThat(claimed).hasSize(1);
        return claimed.get(0).end();
    }

    @Test
    void aDeletionIsReportedWithItsCauseAndItsSubject() {
        for (Cause cause : List.of(Cause.USER, Cause.ADMINISTRATOR, Cause.REPLACED)) {
            Instant before = States.now();
            StoredState state = ended(cause);

            SessionEnd end = onlyEnd();

            assertThat(end.module()).isEqualTo(MODULE);
            assertThat(end.cause()).isEqualTo(cause);
            assertThat(end.subject()).hasValue("alice");
            assertThat(end.startedAt()).hasValue(state.createdAt());
            assertThat(end.endedAt()).isBetween(before, Instant.now());
            assertThat(end.eventId()).hasSize(22).doesNotContain(state.key().storageId());
        }
    }

    @Test
    void anIdleSessionEndedAtItsDeadline() {
        StoredState state = expired(new Timeouts(Duration.ofMillis(50), Duration.ofHours(1)));
        sweep();

        SessionEnd end = onlyEnd();

        assertThat(end.cause()).isEqualTo(Cause.IDLE);
        assertThat(end.subject()).hasValue("alice");
        assertThat(end.endedAt()).isBetween(state.createdAt().plusMillis(50).minus(CLOCK_SLACK), Instant.now());
    }

    @Test
    void aSessionThatHadLastedLongEnoughEndedWithItsLifetime() {
        StoredState state = expired(new Timeouts(Duration.ofHours(1), Duration.ofMillis(50)));
        sweep();

        SessionEnd end = onlyEnd();

        assertThat(end.cause()).isEqualTo(Cause.LIFETIME);
        assertThat(end.endedAt()).isEqualTo(state.createdAt().plusMillis(50));
    }

    @Test
    void anExpiredSessionAnswersThatItHasExpiredAfterItsEndWasReportedToo() {
        StoredState state = expired(new Timeouts(Duration.ofMillis(50), Duration.ofHours(1)));
        sweep();
        repository().settleEnds(MODULE, claim(LEASE), soon());
        sweep();

        assertThat(repository().load(state.key(), LONG, soon())).isInstanceOf(LoadOutcome.Expired.class);
        assertThat(claim(LEASE)).isEmpty();
    }

    @Test
    void whatEndsIsReportedOnce() {
        StoredState deleted = ended(Cause.USER);
        StoredState idle = expired(new Timeouts(Duration.ofMillis(50), Duration.ofHours(1)));
        repository().delete(deleted.key(), Cause.ADMINISTRATOR, soon());
        repository().delete(idle.key(), Cause.ADMINISTRATOR, soon());
        sweep();
        sweep();
        repository().delete(idle.key(), Cause.ADMINISTRATOR, soon());

        assertThat(claim(LEASE)).extracting(each -> each.end().cause()).containsExactlyInAnyOrder(Cause.USER, Cause.IDLE);
    }

    @Test
    void whatWasClaimedIsNobodyElsesUntilTheClaimLapses() {
        ended(Cause.USER);

        ClaimedEnd first = claim(Duration.ofMillis(300)).get(0);
        List<ClaimedEnd> again = new ArrayList<>();
        Await.until("the claim has lapsed", () -> again.addAll(claim(LEASE)));

        assertThat(again).containsExactly(first);
        assertThat(claim(LEASE)).isEmpty();
    }

    @Test
    void whatWasSettledIsNotReportedAgain() {
        ended(Cause.USER);
        List<ClaimedEnd> claimed = claim(Duration.ofMillis(1));

        repository().settleEnds(MODULE, claimed, soon());
        repository().settleEnds(MODULE, claimed, soon());

        assertThat(claim(LEASE)).isEmpty();
    }

    @Test
    void theIdOfAReportedSessionStaysTaken() {
        StoredState state = ended(Cause.USER);
        repository().settleEnds(MODULE, claim(LEASE), soon());

        assertThat(repository().create(state, 0, soon())).isInstanceOf(WriteOutcome.Exists.class);
        assertThat(repository().load(state.key(), LONG, soon())).isInstanceOf(LoadOutcome.Absent.class);
    }

    @Test
    void eachEndIsClaimedByOneOfMany() throws Exception {
        IntStream.range(0, 60).forEach(i -> ended(Cause.USER));

        List<String> ids = Parallel.run(6, i -> () -> claim(LEASE)).stream().flatMap(List::stream)
                .map(each -> each.end().eventId()).toList();

        assertThat(ids).hasSize(60).doesNotHaveDuplicates();
    }

    @Test
    void noMoreAreClaimedThanAskedFor() {
        IntStream.range(0, 5).forEach(i -> ended(Cause.USER));

        assertThat(repository().claimEnds("other", 2, LEASE, soon())).isEmpty();
        assertThat(repository().claimEnds(MODULE, 2, LEASE, soon())).hasSizeBetween(1, 5);
        assertThat(claim(LEASE)).hasSizeBetween(0, 4);
    }

    /** It lives on elsewhere. */
    @Test
    void whatMovesAwayHasNotEnded() {
        StoredState moving = created(States.of("alice"));
        repository().freeze(MODULE);
        repository().release(moving.key(), soon());
        repository().thaw(MODULE);
        sweep();

        assertThat(claim(LEASE)).isEmpty();
        assertThat(repository().adopt(new CarriedState(moving, Duration.ofMinutes(5)), soon()))
                .isInstanceOf(WriteOutcome.Applied.class);
        assertThat(claim(LEASE)).isEmpty();
    }

    @Test
    void aFrozenRepositoryReportsTheEndsItKnows() {
        ended(Cause.USER);
        expired(new Timeouts(Duration.ofMillis(50), Duration.ofHours(1)));
        repository().freeze(MODULE);
        sweep();

        List<ClaimedEnd> claimed = claim(LEASE);
        repository().settleEnds(MODULE, claimed, soon());

        assertThat(claimed).hasSize(2);
    }

    @Test
    void aSessionOfNobodyEndsToo() {
        StoredState state = created(States.anonymous());
        repository().delete(state.key(), Cause.USER, soon());

        assertThat(onlyEnd().subject()).isEqualTo(Optional.empty());
    }
}
