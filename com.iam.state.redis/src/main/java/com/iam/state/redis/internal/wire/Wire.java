package com.iam.state.redis.internal.wire;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A connection to one Redis that the threads which use it drive themselves: there is no thread in between that would have to be
 * woken for a command, and again for its answer. One of those that have something to ask leads. It sends what all of them want, in
 * one go and in the order in which they came, takes the answers as they come, and wakes whose they are. Once it has its own, it
 * hands the lead to one that still waits. So a thread that is alone writes and reads, and commands of one moment share the
 * system calls.
 *
 * <p>May be used by any number of threads.
 */
public final class Wire implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Wire.class);
    /** Then Redis begins while the rest is being written. */
    private static final int AT_MOST = 64;
    /** Far beyond what a repository keeps. */
    private static final int MAXIMUM_LENGTH = 64 << 20;
    private static final List<String> PING = List.of("PING");

    private final Socket plain;
    private final Socket socket;
    private final int patience;
    /** Who leads has these four. */
    private final Requests requests;
    private final Replies replies;
    private final Queue<Call> sent = new ArrayDeque<>();
    private final AtomicBoolean led = new AtomicBoolean();
    private final Queue<Call> waiting = new ConcurrentLinkedQueue<>();
    private volatile long answeredAt = System.nanoTime();
    /** When the lead began to write what it is still writing; 0 if it is not. */
    private volatile long writingSince;
    private volatile boolean doubtful;
    private volatile boolean broken;

    /**
     * @param plain below {@code socket}, which may be TLS: closing it ends what is under way at once
     * @param patience how long an answer that has begun may take
     */
    Wire(Socket plain, Socket socket, Duration patience) throws IOException {
        this.plain = plain;
        this.socket = socket;
        this.patience = Math.toIntExact(patience.toMillis());
        this.requests = new Requests(socket.getOutputStream());
        this.replies = new Replies(socket.getInputStream(), MAXIMUM_LENGTH);
    }

    /**
     * Sends a command and waits for its answer.
     *
     * @param words texts, numbers and byte arrays
     * @param limit when to give up, on the scale of {@link System#nanoTime()}
     */
    public Outcome call(List<?> words, long limit) {
        Call call = new Call(words);
        waiting.add(call);
        if (led.compareAndSet(false, true) || call.awaitLead(limit)) {
            try {
                lead(call, limit);
            } finally {
                handOn();
            }
        }
        return call.outcome();
    }

    /** Whether a command that is sent now would have to wait for others. */
    public boolean isBusy() {
        return led.get();
    }

    /** Not if the connection is lost, or an answer has not come in time and none has since. */
    public boolean isUsable() {
        return !broken && !doubtful;
    }

    public boolean isBroken() {
        return broken;
    }

    /**
     * Finds out whether Redis still answers, if it has not done so of late. Closes the connection if it does not, and if it does not
     * take what is being written.
     */
    public void check(Duration late) {
        long begun = writingSince;
        if (begun != 0 && System.nanoTime() - begun > Duration.ofMillis(patience).toNanos()) {
            close();
        } else if (doubtful || !isBusy() && System.nanoTime() - answeredAt > late.toNanos()) {
            if (call(PING, System.nanoTime() + Duration.ofMillis(patience).toNanos()) instanceof Outcome.Missing) {
                close();
            } else {
                doubtful = false;
            }
        }
    }

    /** Those that wait learn that the connection is lost. */
    @Override
    public void close() {
        broken = true;
        try {
            plain.close();
        } catch (IOException e) {
            LOG.debug("A connection could not be closed", e);
        }
        if (led.compareAndSet(false, true)) {
            // Nobody waits, or the one that has to be told is about to ask for the lead.
            abandon();
            handOn();
        }
    }

    private void lead(Call own, long limit) {
        try {
            while (!own.isDone()) {
                if (broken) {
                    throw new IOException("closed");
                }
                send();
                receive(own, limit);
            }
        } catch (SocketTimeoutException e) {
            doubtful = true;
            own.giveUp();
        } catch (IOException | RuntimeException e) {
            LOG.debug("A connection to Redis is lost", e);
            broken = true;
            abandon();
            close();
        }
    }

    private void send() throws IOException {
        for (Call next = waiting.poll(); next != null; next = sent.size() < AT_MOST ? waiting.poll() : null) {
            if (next.isToBeSent()) {
                sent.add(next);
                requests.add(next.words());
            }
        }
        if (!requests.isEmpty()) {
            writingSince = System.nanoTime();
            requests.send();
            writingSince = 0;
        }
    }

    /** Takes at least one answer, and those that are there already. */
    private void receive(Call own, long limit) throws IOException {
        if (!replies.isThere()) {
            socket.setSoTimeout(milliseconds(limit - System.nanoTime()));
            replies.await();
        }
        // Half an answer cannot be left to the next one that leads.
        socket.setSoTimeout(patience);
        do {
            Object value;
            try {
                value = replies.next();
            } catch (SocketTimeoutException e) {
                throw new IOException("an answer has no end", e);
            }
            Call first = sent.remove();
            first.end(value instanceof Outcome outcome ? outcome : new Outcome.Answered(value));
        } while (!sent.isEmpty() && replies.isThere());
        answeredAt = System.nanoTime();
    }

    /** The time that is left, but never none: that would be forever. */
    private static int milliseconds(long nanoseconds) throws SocketTimeoutException {
        if (nanoseconds <= 0) {
            throw new SocketTimeoutException();
        }
        return (int) Math.min(Integer.MAX_VALUE, nanoseconds / 1_000_000 + 1);
    }

    /** To one that still waits. The first one's answer is the next to come. */
    private void handOn() {
        do {
            if (broken) {
                abandon();
            }
            for (Call each : sent) {
                if (each.lead()) {
                    return;
                }
            }
            for (Call each = waiting.peek(); each != null; each = waiting.peek()) {
                if (each.lead()) {
                    return;
                }
                waiting.remove();
            }
            led.set(false);
            // Whoever has come meanwhile saw that somebody leads.
        } while (!waiting.isEmpty() && led.compareAndSet(false, true));
    }

    private void abandon() {
        for (Call each = sent.poll(); each != null; each = sent.poll()) {
            each.end(Outcome.Missing.LOST);
        }
        for (Call each = waiting.poll(); each != null; each = waiting.poll()) {
            each.end(Outcome.Missing.UNSENT);
        }
    }
}
