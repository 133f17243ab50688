package com.iam.support.threads;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/** Named daemon threads: a thread dump tells what each is for, and none keeps the process from ending. */
public final class Threads {

    private Threads() {
    }

    /** Each thread has this name. */
    public static ThreadFactory daemon(String name) {
        return task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        };
    }

    /** The threads are named {@code prefix1}, {@code prefix2}, and so on. */
    public static ThreadFactory numberedDaemons(String prefix) {
        AtomicInteger number = new AtomicInteger();
        return task -> daemon(prefix + number.incrementAndGet()).newThread(task);
    }

    /** Runs tasks one after the other on one daemon thread of this name. The caller shuts it down. */
    public static ScheduledExecutorService scheduler(String name) {
        return Executors.newSingleThreadScheduledExecutor(daemon(name));
    }
}
