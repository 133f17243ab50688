package com.iam.state.core.internal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import com.iam.state.api.StateUnavailableException;
import com.iam.state.api.admin.ManagerStatus.Progress;
import com.iam.state.api.provider.Deadline;
import com.iam.state.api.provider.StateRepository;
import com.iam.support.threads.Threads;

/**
 * All that is on its way to one repository, from wherever it was before, and the threads that fetch it. The newest origin comes
 * first, everywhere: if a state should lie at two of them, that one has its latest revision.
 */
final class Arrival {

    private static final Logger LOG = LoggerFactory.getLogger(Arrival.class);
    private static final int BATCH = 200;
    private static final int WORKERS = 8;
    /** So many failures in a row are no longer those of single states. */
    private static final int FAULT = 3;
    private static final Duration HEAD_START = Duration.ofMillis(300);
    private static final Duration STEP = Duration.ofMillis(1500);
    private static final Duration RETRY = Duration.ofSeconds(1);
    private static final Duration RATED = Duration.ofSeconds(1);
    private static final long LINES_APART = TimeUnit.SECONDS.toNanos(5);

    private final List<CarryOver> origins;
    private final StateRepository target;
    private final String what;
    private final long began = System.nanoTime();
    private volatile Optional<String> pause = Optional.empty();
    private volatile double perSecond;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private ExecutorService threads;
    private long ratedAt = began;
    private long ratedDone;
    private long saidAt = began;
    private Optional<Progress> said = Optional.empty();

    /** @param what for the log, as in "Module login" */
    Arrival(List<CarryOver> origins, StateRepository target, String what) {
        this.origins = List.copyOf(origins);
        this.target = target;
        this.what = what;
    }

    /** Begins to fetch everything in the background, if there is anything. */
    synchronized void start() {
        if (isStopped() || pending().isEmpty()) {
            return;
        }
        threads = Executors.newFixedThreadPool(WORKERS + 1, Threads.numberedDaemons("iam-state-carry-"));
        threads.execute(this::fetchAll);
    }

    /** What has not arrived yet stays at its origin. Neither waits for what is being fetched this moment nor interrupts it. */
    synchronized void stop() {
        stopped.countDown();
        if (threads != null) {
            threads.shutdown();
        }
    }

    private boolean isStopped() {
        return stopped.getCount() == 0;
    }

    /** What has not arrived in full. */
    List<CarryOver> pending() {
        return origins.isEmpty() ? origins : origins.stream().filter(each -> !each.isDone()).toList();
    }

    /** Empty when everything has arrived. */
    Optional<Progress> progress() {
        if (pending().isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Progress(done(), origins.stream().mapToLong(CarryOver::remaining).sum(),
                origins.stream().mapToLong(CarryOver::failed).sum(), Math.round(perSecond)));
    }

    /** Why nothing arrives at the moment, if that is so. */
    Optional<String> pause() {
        return pause;
    }

    /** One sentence each for operators; empty if nothing hinders. */
    List<String> notes() {
        Optional<String> paused = pause;
        return paused.isPresent()
                ? List.of("The carry-over pauses: " + paused.get())
                : pending().stream().flatMap(each -> each.hindrances().sentences().stream()).toList();
    }

    private long done() {
        return origins.stream().mapToLong(CarryOver::done).sum();
    }

    private void fetchAll() {
        try {
            // First come those who have been waiting for the swap.
            stopped.await(HEAD_START.toMillis(), TimeUnit.MILLISECONDS);
            for (CarryOver origin : origins) {
                while (!isStopped() && !origin.isDone()) {
                    fetchSome(origin);
                    rate();
                }
            }
            if (!isStopped()) {
                long done = done();
                LOG.info("{}: {} {} carried over to {} in {} ms", what, done, done == 1 ? "session" : "sessions",
                        RepositorySwitch.name(target),
                        TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began));
            }
        } catch (RejectedExecutionException | InterruptedException e) {
            LOG.debug("{}: the carry-over has been stopped", what, e);
        } catch (ExecutionException | RuntimeException | LinkageError e) {
            pause = Optional.of("it failed: " + e.getClass().getName());
            LOG.error("{}: the carry-over failed; what is asked for is still carried", what, e);
        } finally {
            threads.shutdown();
        }
    }

    private void fetchSome(CarryOver origin) throws InterruptedException, ExecutionException {
        List<String> ids;
        try {
            ids = origin.some(BATCH, Deadline.after(STEP));
        } catch (StateUnavailableException e) {
            pause(e.getMessage());
            return;
        } catch (LinkageError e) {
            pause(RepositoryCalls.gone(e).getMessage());
            return;
        }
        Optional<String> fault = fetch(origin, ids);
        if (fault.isPresent()) {
            pause(fault.get());
        } else if (!ids.isEmpty()) {
            resumed();
            origin.hindrances().news().forEach(reason -> LOG.warn("{}: a session could not be carried over to {}: {}", what,
                    RepositorySwitch.name(target), reason));
        } else if (origin.failed() > 0 && !origin.isDone()) {
            stopped.await(RETRY.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    /** Side by side, since a trip takes longer than what it asks for. Returns what is wrong if too many fail in a row. */
    private Optional<String> fetch(CarryOver origin, List<String> ids) throws InterruptedException, ExecutionException {
        Queue<String> left = new ConcurrentLinkedQueue<>(ids);
        AtomicInteger failures = new AtomicInteger();
        AtomicReference<String> reason = new AtomicReference<>();
        Callable<Void> worker = () -> {
            for (String id = left.poll(); id != null && !isStopped() && failures.get() < FAULT; id = left.poll()) {
                try {
                    origin.carryListed(id, target, Deadline.after(STEP));
                    failures.set(0);
                } catch (StateUnavailableException e) {
                    reason.set(e.getMessage());
                    failures.incrementAndGet();
                }
            }
            return null;
        };
        // Not invokeAll: if this is stopped meanwhile it would interrupt those that have begun.
        List<Future<Void>> workers = new ArrayList<>();
        try {
            while (workers.size() < WORKERS) {
                workers.add(threads.submit(worker));
            }
        } catch (RejectedExecutionException e) {
            LOG.debug("{}: the carry-over has been stopped", what, e);
        }
        for (Future<Void> each : workers) {
            each.get();
        }
        return failures.get() < FAULT ? Optional.empty() : Optional.of(reason.get());
    }

    /** One line when it begins to be in trouble, and one when that is over. */
    private void pause(String reason) throws InterruptedException {
        if (!isStopped()) {
            if (pause.isEmpty()) {
                LOG.warn("{}: the carry-over to {} pauses: {}; what has not been carried stays where it is", what,
                        RepositorySwitch.name(target), reason);
            }
            pause = Optional.of(reason);
            stopped.await(RETRY.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private void resumed() {
        if (pause.isPresent()) {
            LOG.info("{}: the carry-over to {} goes on", what, RepositorySwitch.name(target));
            pause = Optional.empty();
        }
    }

    /** That some remain which cannot be carried need not be said again and again. */
    private boolean isNews(Progress now) {
        boolean same = said.isPresent() && said.get().done() == now.done() && said.get().remaining() == now.remaining()
                && said.get().failed() == now.failed();
        said = Optional.of(now);
        return !same;
    }

    private void rate() {
        long now = System.nanoTime();
        if (now - ratedAt >= RATED.toNanos()) {
            long done = done();
            perSecond = (done - ratedDone) * 1e9 / (now - ratedAt);
            ratedAt = now;
            ratedDone = done;
        }
        if (now - saidAt >= LINES_APART && pause.isEmpty()) {
            saidAt = now;
            progress().filter(this::isNews).ifPresent(progress -> LOG.info("{}: {} sessions carried over, {} remain, {} a second, {} failed", what,
                    progress.done(), progress.remaining(), progress.perSecond(), progress.failed()));
        }
    }
}
