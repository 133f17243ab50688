package com.iam.state.redis.internal;

import static com.iam.state.testkit.States.LONG;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import org.junit.jupiter.api.Test;

import com.iam.state.api.provider.LoadOutcome.Found;
import com.iam.state.api.provider.StoredState;
import com.iam.state.support.codec.EncodedState;
import com.iam.state.testkit.Parallel;
import com.iam.state.testkit.States;

/** Answers and news that overtake each other. */
class NearCacheRacesTest {

    private final AtomicBoolean serving = new AtomicBoolean(true);
    private final Doubts doubts = new Doubts();
    private final NearCache cache = new NearCache(
            new NearCacheSettings(true, 1000, 1 << 20, Duration.ofSeconds(1)), serving::get, doubts, new CacheCounters());
    private final StoredState first = States.of("alice");
    private final StoredState second = States.incremented(first);

    private void keep(NearCache.Departure departure, StoredState state) {
        Instant now = Instant.now();
        cache.keep(departure, new Found(state, now.plus(LONG.idle())), LONG, now, EncodedState.NONE, System.nanoTime());
    }

    private void kept(StoredState state) {
        NearCache.Departure departure = cache.depart(state.key()).orElseThrow();
        keep(departure, state);
        cache.arrive(departure);
    }

    private boolean shows(StoredState state) {
        return cache.find(state.key(), LONG, false).filter(found -> found.stored().equals(state)).isPresent();
    }

    @Test
    void anAnswerThatIsOlderThanTheNewsIsNotKept() {
        NearCache.Departure departure = cache.depart(first.key()).orElseThrow();
        cache.forget(first.key(), second.revision());
        keep(departure, first);
        cache.arrive(departure);

        assertThat(cache.find(first.key(), LONG, false)).isEmpty();
    }

    @Test
    void anAnswerThatTheNewsSpeakOfIsKept() {
        NearCache.Departure departure = cache.depart(first.key()).orElseThrow();
        cache.forget(first.key(), second.revision());
        keep(departure, second);
        cache.arrive(departure);

        assertThat(shows(second)).isTrue();
        cache.forget(first.key(), second.revision());
        assertThat(shows(second)).isTrue();
    }

    @Test
    void newsOfBeforeAQuestionDoNotConcernItsAnswer() {
        cache.forget(first.key(), News.GONE);
        kept(first);

        assertThat(shows(first)).isTrue();
    }

    @Test
    void aLateAnswerDoesNotReplaceANewerCopy() {
        NearCache.Departure late = cache.depart(first.key()).orElseThrow();
        kept(second);
        keep(late, first);
        cache.arrive(late);

        assertThat(shows(second)).isTrue();
    }

    @Test
    void whatWasAskedBeforeAnEmptyingIsNotServedAfterIt() {
        NearCache.Departure departure = cache.depart(first.key()).orElseThrow();
        cache.empty();
        keep(departure, first);
        cache.arrive(departure);
        assertThat(cache.find(first.key(), LONG, false)).isEmpty();

        kept(first);
        assertThat(shows(first)).isTrue();
    }

    @Test
    void whatIsOlderThanADoubtfulChangeIsNotKept() {
        doubts.add(first.key(), second.revision());
        kept(first);
        assertThat(cache.find(first.key(), LONG, false)).isEmpty();

        kept(second);
        assertThat(shows(second)).isTrue();
    }

    @Test
    void nothingIsServedOrKeptWithoutTheRightTo() {
        kept(first);
        serving.set(false);

        assertThat(cache.find(first.key(), LONG, false)).isEmpty();
        assertThat(cache.depart(first.key())).isEmpty();
        serving.set(true);
        assertThat(shows(first)).isTrue();
    }

    @Test
    void aClosedCacheServesNothing() {
        kept(first);
        cache.close();

        assertThat(cache.find(first.key(), LONG, false)).isEmpty();
        assertThat(cache.depart(first.key())).isEmpty();
    }

    /** As with Caffeine's computeIfPresent, which does not wait for a value that is just being computed. */
    @Test
    void newsThatArriveWhileAnAnswerIsBeingKeptRemoveIt() throws InterruptedException {
        CyclicBarrier together = new CyclicBarrier(2);
        Parallel.run(2, i -> () -> {
            for (int round = 0; round < 20_000; round++) {
                NearCache.Departure departure = i == 0 ? cache.depart(first.key()).orElseThrow() : null;
                together.await(30, TimeUnit.SECONDS);
                if (i == 0) {
                    keep(departure, first);
                    cache.arrive(departure);
                } else {
                    cache.forget(first.key(), News.GONE);
                }
                together.await(30, TimeUnit.SECONDS);
                assertThat(cache.find(first.key(), LONG, false)).isEmpty();
                together.await(30, TimeUnit.SECONDS);
            }
            return null;
        });
    }
}
