package com.iam.state.redis.internal;

import static com.iam.state.redis.internal.Fixture.soon;
import static com.iam.state.testkit.States.LONG;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import com.iam.state.api.SessionEnd.Cause;
import com.iam.state.api.StateKey;
import com.iam.state.api.StateUnavailableException;
import com.iam.state.api.provider.LoadOutcome;
import com.iam.state.api.provider.RepositoryFrozenException;
import com.iam.state.api.provider.StoredState;
import com.iam.state.api.provider.WriteOutcome;
import com.iam.state.testkit.Await;
import com.iam.state.testkit.RedisReplicas;
import com.iam.state.testkit.RedisSentinels;
import com.iam.state.testkit.RedisServer;
import com.iam.state.testkit.States;

/** Log-outs that too few replicas have stay log-outs. */
class UnconfirmedEndsTest {

    private final AtomicLong now = new AtomicLong();
    private final UnconfirmedEnds ends = new UnconfirmedEnds(now::get);

    private static StateKey key() {
        return States.of("alice").key();
    }

    private int passed() {
        List<StateKey> sent = new ArrayList<>();
        ends.pass(end -> {
            sent.add(end.key());
            return new WriteOutcome.Absent();
        });
        return sent.size();
    }

    @Test
    void anEndIsSentAgainAtGrowingIntervalsForSomeTime() {
        ends.add(key(), Cause.USER);
        List<Long> moments = new ArrayList<>();
        for (long ms = 0; ms < 2 * UnconfirmedEnds.KEPT.toMillis(); ms += 500) {
            now.set(Duration.ofMillis(ms).toNanos());
            if (passed() > 0) {
                moments.add(ms);
            }
        }
        assertThat(moments).startsWith(1000L, 2000L, 3000L, 4000L).hasSizeBetween(10, 15);
        assertThat(ends.size()).isZero();
    }

    @Test
    void thereIsALimitToTheirNumber() {
        IntStream.range(0, UnconfirmedEnds.MOST + 100).forEach(i -> ends.add(key(), Cause.USER));
        assertThat(ends.size()).isEqualTo(UnconfirmedEnds.MOST);
    }

    @Test
    void whatCannotBeSentIsTriedAgainAndWhatHasMovedAwayIsNot() {
        ends.add(key(), Cause.USER);
        now.set(UnconfirmedEnds.SHORTEST.toNanos());
        ends.pass(end -> {
            throw new StateUnavailableException("Redis is away");
        });
        assertThat(passed()).isEqualTo(1);

        now.addAndGet(UnconfirmedEnds.SHORTEST.toNanos());
        ends.pass(end -> {
            throw new RepositoryFrozenException();
        });
        assertThat(ends.size()).isZero();
    }

    /** A replica that has not heard of it becomes the primary, on purpose. */
    @Test
    void aLogOutThatAFailOverUndoesIsSentToTheNewPrimary() {
        try (RedisSentinels sentinels = RedisSentinels.start();
                Fixture fixture = new Fixture(SharedSetUp.settings("sentinel", sentinels.uris(), Map.of("sentinelMasterName",
                        RedisSentinels.MASTER, "acknowledgingReplicas", 2, "acknowledgementTimeoutInMs", 100)),
                        new TestEncryption("first"))) {
            fixture.awaitConnection();
            RedisReplicas redis = sentinels.redis();
            RedisServer primary = sentinels.primary();
            List<RedisServer> replicas = redis.servers().stream().filter(each -> each != primary).toList();
            StoredState session = States.of("alice");
            fixture.repository.create(session, 0, soon());
            Await.until("the replicas have it", () -> replicas.stream().allMatch(each ->
                    each.send("DBSIZE").equals(primary.send("DBSIZE"))));

            replicas.forEach(RedisServer::pause);
            primary.send("CLIENT", "KILL", "TYPE", "replica");
            assertThat(fixture.repository.delete(session.key(), Cause.USER, soon())).isInstanceOf(WriteOutcome.Unconfirmed.class);
            primary.kill();
            replicas.forEach(RedisServer::resume);
            Await.until("the fail-over has undone it", () -> is(LoadOutcome.Found.class, fixture, session));

            Await.until("the session is over there, too", () -> {
                fixture.repository.endAgain();
                return is(LoadOutcome.Absent.class, fixture, session);
            });
        }
    }

    private static boolean is(Class<? extends LoadOutcome> expected, Fixture fixture, StoredState session) {
        try {
            return expected.isInstance(fixture.repository.peek(session.key(), LONG, soon()));
        } catch (StateUnavailableException e) {
            return false;
        }
    }
}
