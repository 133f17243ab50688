package com.iam.state.redis.internal;

import static com.iam.state.redis.internal.Fixture.soon;
import static com.iam.state.testkit.States.LONG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

import org.junit.jupiter.api.Test;

import com.iam.state.api.StateUnavailableException;
import com.iam.state.api.provider.Deadline;
import com.iam.state.api.provider.LoadOutcome;
import com.iam.state.api.provider.StoredState;
import com.iam.state.api.provider.WriteOutcome;
import com.iam.state.testkit.Parallel;
import com.iam.state.testkit.RedisServer;
import com.iam.state.testkit.States;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.embedded.EmbeddedChannel;

/** Many threads, one connection. */
class JoinedCommandsTest implements RedisTest {

    private static final int THREADS = 16;

    private final SharedRedis shared = new SharedRedis(new TestEncryption("first"), RedisServer::start,
            Map.of("maximumPoolSize", 1));

    @Override
    public SharedRedis shared() {
        return shared;
    }

    @Test
    void whatIsSentInOneMomentLeavesInOneGoAndInOrder() {
        List<Object> written = new ArrayList<>();
        EmbeddedChannel channel = new EmbeddedChannel();
        new JoinedCommands().afterChannelInitialization(channel);
        channel.pipeline().addFirst(new ChannelOutboundHandlerAdapter() {
            @Override
            public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
                written.add(message);
                promise.setSuccess();
            }

            @Override
            public void flush(ChannelHandlerContext context) {
                written.add("flush");
            }
        });

        channel.eventLoop().execute(() -> List.of("first", "second", "third").forEach(channel.pipeline()::writeAndFlush));
        channel.runPendingTasks();
        assertThat(written).containsExactly("first", "second", "third", "flush");

        channel.eventLoop().execute(() -> channel.pipeline().writeAndFlush("alone"));
        channel.runPendingTasks();
        assertThat(written).endsWith("alone", "flush").hasSize(6);
    }

    @Test
    void anErrorIsThatOfItsOwnCommandOnly() throws InterruptedException {
        StoredState stored = created("alice");

        List<Object> outcomes = Parallel.run(THREADS, i -> i % 2 == 0 ? loads(stored) : this::failing);

        for (int i = 0; i < THREADS; i++) {
            assertThat(outcomes.get(i)).isInstanceOf(i % 2 == 0 ? LoadOutcome.Found.class : StateUnavailableException.class);
        }
    }

    @Test
    void aScriptThatRedisForgotIsSentAgainByEachThatNeedsIt() throws InterruptedException {
        StoredState stored = created("alice");
        shared.server().send("SCRIPT", "FLUSH");

        assertThat(Parallel.run(THREADS, i -> loads(stored))).hasOnlyElementsOfType(LoadOutcome.Found.class);
    }

    /** Redis answers nobody for a while: who has little time gives up alone. */
    @Test
    void aDeadlineIsThatOfItsOwnCommandOnly() throws InterruptedException {
        List<StoredState> stored = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            stored.add(created("user" + i));
        }
        shared.server().send("CLIENT", "PAUSE", "1000");

        List<Object> outcomes = Parallel.run(THREADS, i -> updates(stored.get(i), i % 2 == 0 ? 10_000 : 100));

        for (int i = 0; i < THREADS; i++) {
            if (i % 2 == 0) {
                assertThat(outcomes.get(i)).isInstanceOf(WriteOutcome.Applied.class);
            } else {
                assertThat(outcomes.get(i)).isInstanceOf(StateUnavailableException.class);
            }
        }
    }

    @Test
    void theWritesOfASessionKeepTheirOrder() throws InterruptedException {
        List<Object> last = Parallel.run(THREADS, i -> () -> {
            StoredState state = created("user" + i);
            for (int n = 0; n < 50; n++) {
                state = States.incremented(state);
                assertThat(shared.repository().update(state, LONG, 0, soon())).isInstanceOf(WriteOutcome.Applied.class);
            }
            LoadOutcome found = shared.repository().load(state.key(), LONG, soon());
            return ((LoadOutcome.Found) found).stored().equals(state);
        });

        assertThat(last).containsOnly(true);
    }

    private StoredState created(String subject) {
        StoredState stored = States.of(subject);
        assertThat(shared.repository().create(stored, 0, soon())).isInstanceOf(WriteOutcome.Applied.class);
        return stored;
    }

    private Callable<Object> loads(StoredState stored) {
        return () -> shared.repository().load(stored.key(), LONG, soon());
    }

    private Callable<Object> updates(StoredState stored, long milliseconds) {
        return () -> {
            try {
                return shared.repository().update(States.incremented(stored), LONG, 0,
                        Deadline.after(Duration.ofMillis(milliseconds)));
            } catch (StateUnavailableException e) {
                return e;
            }
        };
    }

    /** A script without its arguments. */
    private Object failing() {
        return catchThrowable(() -> shared.fixture().store.link().run(Script.CREATE, List.of("{iam:1:login:00}:none"),
                List.of(), soon()));
    }
}
