package com.iam.state.redis.internal;

import static com.iam.state.redis.internal.Fixture.soon;
import static com.iam.state.testkit.States.LONG;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import com.iam.state.api.Change;
import com.iam.state.api.Session;
import com.iam.state.api.SessionEnd;
import com.iam.state.api.SessionOutcome.Live;
import com.iam.state.api.SessionState;
import com.iam.state.api.SessionToken;
import com.iam.state.api.StateManager;
import com.iam.state.api.admin.SessionAdministration;
import com.iam.state.api.provider.CarriedState;
import com.iam.state.api.provider.LoadOutcome;
import com.iam.state.api.provider.StoredState;
import com.iam.state.api.provider.WriteOutcome;
import com.iam.state.testkit.States;

/** How often an operation asks Redis. */
class RedisTripsTest implements RedisTest {

    private final SharedRedis shared = new SharedRedis();

    @Override
    public SharedRedis shared() {
        return shared;
    }

    @Test
    void eachOperationIsOneTrip() {
        RedisStateRepository repository = shared.repository();
        StoredState first = States.of("alice");
        StoredState second = States.changed(first, first.state().withSubject("bob"));
        StoredState carried = States.of("carol");

        oneTrip("create", () -> repository.create(first, 3, soon()));
        oneTrip("load", () -> repository.load(first.key(), LONG, soon()));
        oneTrip("peek", () -> repository.peek(first.key(), LONG, soon()));
        oneTrip("update", () -> repository.update(second, LONG, 3, soon()));
        oneTrip("adopt", () -> repository.adopt(new CarriedState(carried, Duration.ofMinutes(1)), soon()));
        oneTrip("sessions of a subject", () -> repository.sessionsOf("login", "bob", Optional.empty(), 10, soon()));
        oneTrip("page", () -> repository.page("login", Optional.empty(), 10, soon()));
        oneTrip("count", () -> repository.count("login", soon()));
        oneTrip("delete", () -> repository.delete(first.key(), SessionEnd.Cause.USER, soon()));
    }

    /** Through the state manager, as requests do. */
    @Test
    void aRequestThatReadsAsksOnceAndOneThatChangesItsSessionTwice() {
        try (Instances instances = new Instances(shared.server(), 1)) {
            StateManager manager = instances.manager(0);
            SessionAdministration administration = instances.administration(0);
            SessionToken token = manager.start(SessionState.EMPTY.withSubject("alice").with("n", 0)).token();
            manager.update(token, RedisTripsTest::incremented);

            trips("start", 1, () -> manager.start(SessionState.EMPTY.withSubject("bob")));
            trips("resume", 1, () -> manager.resume(token));
            trips("peek", 1, () -> manager.peek(token));
            trips("an update that changes nothing", 1, () -> manager.update(token, Change::to));
            trips("update", 2, () -> manager.update(token, RedisTripsTest::incremented));
            trips("resume and update", 2, () -> {
                Session seen = ((Live<Session>) manager.resume(token)).value();
                assertThat(manager.update(token, seen, RedisTripsTest::incremented)).isInstanceOf(Live.class);
            });
            trips("start and renewal", 3, () -> manager.renewId(manager.start(SessionState.EMPTY).token(),
                    state -> Change.to(state.withSubject("carol"))));
            trips("sessions of a subject", 1, () -> administration.sessionsOf("alice", Optional.empty(), 10));
            trips("page", 1, () -> administration.page(Optional.empty(), 10));
            trips("count", 1, administration::count);
            trips("delete", 1, () -> administration.delete(token.storageId()));
        }
    }

    private static Change<Void> incremented(SessionState state) {
        return Change.to(state.with("n", state.int64("n").orElseThrow() + 1));
    }

    /** The first time Redis may have to be told the scripts. */
    private void trips(String what, int expected, Runnable operation) {
        operation.run();
        assertThat(counted(operation)).as(what).isEqualTo(expected);
    }

    /** Once a second an instance looks who has a near cache: of three counts at least one is without that. */
    private long counted(Runnable operation) {
        return IntStream.range(0, 3).mapToLong(i -> {
            long before = trips();
            operation.run();
            return trips() - before;
        }).min().orElseThrow();
    }

    @Test
    void aScriptThatRedisForgotIsSentAgain() {
        StoredState stored = States.of("alice");
        shared.repository().create(stored, 0, soon());
        shared.server().send("SCRIPT", "FLUSH");

        assertThat(shared.repository().load(stored.key(), LONG, soon())).isInstanceOf(LoadOutcome.Found.class);
        assertThat(shared.repository().update(States.incremented(stored), LONG, 0, soon()))
                .isInstanceOf(WriteOutcome.Applied.class);
    }

    /** The first time Redis may have to be told the script. */
    private void oneTrip(String what, Runnable operation) {
        shared.fixture().store.check(soon());
        operation.run();
        assertThat(counted(operation)).as(what).isEqualTo(1);
    }

    private long trips() {
        String statistics = shared.server().send("INFO", "commandstats");
        return calls(statistics, "evalsha") + calls(statistics, "eval") + calls(statistics, "getex");
    }

    private static long calls(String statistics, String command) {
        Matcher matcher = Pattern.compile("cmdstat_" + command + ":calls=(\\d+)").matcher(statistics);
        return matcher.find() ? Long.parseLong(matcher.group(1)) : 0;
    }
}
