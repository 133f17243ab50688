package com.iam.state.redis.internal;

import static com.iam.state.redis.internal.Fixture.soon;
import static com.iam.state.testkit.States.LONG;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import com.iam.state.api.SessionEnd.Cause;
import com.iam.state.api.provider.Assurance;
import com.iam.state.api.provider.LoadOutcome;
import com.iam.state.api.provider.StoredState;
import com.iam.state.api.provider.WriteOutcome;
import com.iam.state.redis.internal.acl.AclRule;
import com.iam.state.testkit.Parallel;
import com.iam.state.testkit.RedisReplicas;
import com.iam.state.testkit.RedisServer;
import com.iam.state.testkit.States;

/** Writes that wait for two replicas, with no more permissions than {@code ./iam acl} prints. */
class AcknowledgementTest {

    private static RedisReplicas redis;
    private static Fixture fixture;

    @BeforeAll
    static void start() {
        redis = RedisReplicas.start(2, "--repl-diskless-sync-delay", "0");
        LeastPrivilege.admit(redis.primary(), AclRule.forRedis(LeastPrivilege.USER, LeastPrivilege.PASSWORD, "iam"));
        Map<String, Object> settings = new HashMap<>(LeastPrivilege.SETTINGS);
        settings.putAll(Map.of("acknowledgingReplicas", 2, "acknowledgementTimeoutInMs", 2000, "responseTimeoutInMs", 5000));
        fixture = new Fixture(Fixture.settings(redis.primary().uri(), settings), new TestEncryption("first"));
        fixture.awaitConnection();
    }

    @AfterAll
    static void stop() {
        fixture.close();
        redis.close();
    }

    @AfterEach
    void replicasAreBackAndNothingWasRefused() {
        replicas().forEach(RedisServer::resume);
        assertThat(LeastPrivilege.refused(redis.primary())).isEmpty();
    }

    private static List<RedisServer> replicas() {
        return redis.servers().subList(1, 3);
    }

    private static StoredState created() {
        StoredState state = States.of("alice");
        assertThat(fixture.repository.create(state, 0, soon())).isInstanceOf(WriteOutcome.Applied.class);
        return state;
    }

    private static WriteOutcome replaced(StoredState state, Assurance assurance) {
        return fixture.repository.update(state, LONG, 0, assurance, soon());
    }

    @Test
    void aWriteThatAllReplicasHaveIsApplied() {
        StoredState state = created();

        assertThat(replaced(States.incremented(state), Assurance.REPLICATED)).isInstanceOf(WriteOutcome.Applied.class);
        assertThat(fixture.repository.delete(state.key(), Cause.USER, soon())).isInstanceOf(WriteOutcome.Applied.class);
        assertThat(fixture.repository.delete(state.key(), Cause.USER, soon())).isInstanceOf(WriteOutcome.Absent.class);
    }

    @Test
    void aWriteThatOneReplicaLacksIsAppliedButUnconfirmed() {
        StoredState state = created();
        StoredState next = States.incremented(state);
        replicas().get(0).pause();

        assertThat(replaced(next, Assurance.REPLICATED)).isInstanceOfSatisfying(WriteOutcome.Unconfirmed.class, unconfirmed -> {
            assertThat(unconfirmed.acknowledged()).isEqualTo(1);
            assertThat(unconfirmed.asked()).isEqualTo(2);
        });
        assertThat(fixture.repository.load(state.key(), LONG, soon())).isInstanceOfSatisfying(LoadOutcome.Found.class,
                found -> assertThat(found.stored()).isEqualTo(next));
        assertThat(fixture.repository.delete(state.key(), Cause.USER, soon())).isInstanceOf(WriteOutcome.Unconfirmed.class);
        assertThat(fixture.repository.load(state.key(), LONG, soon())).isInstanceOf(LoadOutcome.Absent.class);
    }

    /** A client whose answer was lost asks again. That finds the write there, and must not take that for an acknowledgement. */
    @Test
    void aWriteThatIsRepeatedIsNotConfirmedByThat() {
        StoredState state = created();
        StoredState next = States.incremented(state);
        replicas().forEach(RedisServer::pause);

        assertThat(replaced(next, Assurance.REPLICATED)).isInstanceOf(WriteOutcome.Unconfirmed.class);
        assertThat(replaced(next, Assurance.REPLICATED)).isInstanceOf(WriteOutcome.Unconfirmed.class);

        replicas().forEach(RedisServer::resume);
        assertThat(replaced(next, Assurance.REPLICATED)).isInstanceOf(WriteOutcome.Applied.class);
    }

    @Test
    void nobodyElseWaits() {
        StoredState state = created();
        StoredState other = created();
        replicas().forEach(RedisServer::pause);

        CompletableFuture<WriteOutcome> waiting =
                CompletableFuture.supplyAsync(() -> replaced(States.incremented(state), Assurance.REPLICATED));
        assertThat(replaced(States.incremented(other), Assurance.ORDINARY)).isInstanceOf(WriteOutcome.Applied.class);
        for (int i = 0; i < 100; i++) {
            assertThat(fixture.repository.load(other.key(), LONG, soon())).isInstanceOf(LoadOutcome.Found.class);
        }

        assertThat(waiting).isNotDone();
        assertThat(waiting.join()).isInstanceOf(WriteOutcome.Unconfirmed.class);
    }

    @Test
    void manyMayWaitAtATime() throws Exception {
        List<StoredState> states = IntStream.range(0, 40).mapToObj(i -> created()).toList();
        replicas().forEach(RedisServer::pause);

        List<WriteOutcome> outcomes = Parallel.run(40, i -> () -> replaced(States.incremented(states.get(i)), Assurance.REPLICATED));

        assertThat(outcomes).hasSize(40).allMatch(WriteOutcome.Unconfirmed.class::isInstance);
    }
}
