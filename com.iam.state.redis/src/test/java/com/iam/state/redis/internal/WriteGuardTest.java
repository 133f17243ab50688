package com.iam.state.redis.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;

import org.junit.jupiter.api.Test;

import com.iam.state.api.provider.RepositoryFrozenException;
import com.iam.state.testkit.Await;
import com.iam.state.testkit.Parallel;

class WriteGuardTest {

    private final WriteGuard guard = new WriteGuard();

    @Test
    void freezingWaitsForTheWritesThatHaveBegun() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        AtomicBoolean ended = new AtomicBoolean();

        Parallel.run(2, i -> () -> {
            if (i == 0) {
                guard.write("login", () -> {
                    begun.countDown();
                    awaitFrozen();
                    ended.set(true);
                    return null;
                });
            } else {
                begun.await();
                assertThat(guard.freeze("login", Duration.ofSeconds(20))).isTrue();
                assertThat(ended).isTrue();
            }
            return null;
        });
    }

    private void awaitFrozen() {
        Await.until("the module is frozen", () -> {
            try {
                guard.refuseIfFrozen("login");
                return false;
            } catch (RepositoryFrozenException e) {
                return true;
            }
        });
    }

    @Test
    void freezingDoesNotWaitForever() {
        boolean quiet = guard.write("login", () -> guard.freeze("login", Duration.ofMillis(10)));

        assertThat(quiet).isFalse();
        assertThatExceptionOfType(RepositoryFrozenException.class).isThrownBy(() -> guard.write("login", () -> null));
    }

    @Test
    void releasesRunWhileTheModuleIsFrozenOnly() {
        AtomicBoolean released = new AtomicBoolean();
        guard.release("login", () -> released.set(true));
        assertThat(released).isFalse();

        guard.freeze("login", Duration.ZERO);
        guard.release("login", () -> released.set(true));
        assertThat(released).isTrue();
    }

    @Test
    void noReleaseBeginsOnceTheThawHas() {
        AtomicBoolean late = new AtomicBoolean();
        guard.freeze("login", Duration.ZERO);

        guard.release("login", () -> {
            assertThat(guard.thaw("login", Duration.ofMillis(10))).isFalse();
            guard.release("login", () -> late.set(true));
        });

        assertThat(late).isFalse();
        assertThat(guard.write("login", () -> "written")).isEqualTo("written");
    }
}
