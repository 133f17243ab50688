package com.iam.support.threads;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;

class ThreadsTest {

    @Test
    void aThreadHasItsNameAndKeepsNoProcessAlive() {
        Thread thread = Threads.daemon("sweeper").newThread(() -> { });

        assertThat(thread.getName()).isEqualTo("sweeper");
        assertThat(thread.isDaemon()).isTrue();
    }

    @Test
    void numberedThreadsCountFromOne() {
        ThreadFactory factory = Threads.numberedDaemons("carry-");

        assertThat(factory.newThread(() -> { }).getName()).isEqualTo("carry-1");
        assertThat(factory.newThread(() -> { })).matches(Thread::isDaemon).extracting(Thread::getName)
                .isEqualTo("carry-2");
    }

    @Test
    void aSchedulerRunsItsTasksOnTheNamedThread() throws Exception {
        ScheduledExecutorService scheduler = Threads.scheduler("ends");
        try {
            assertThat(scheduler.submit(() -> Thread.currentThread().getName()).get(30, TimeUnit.SECONDS))
                    .isEqualTo("ends");
        } finally {
            scheduler.shutdownNow();
        }
    }
}
