package com.iam.state.redis.internal.wire;

import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
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
    private final InputStream in;
    private final long patience;
    /** Who leads has these five. */
    private final Requests requests;
    private final Replies replies;
    private final Queue<Call> sent = new ArrayDeque<>();
    private long leadsUntil;
    private int readTimeout;
    private final AtomicBoolean led = new AtomicBoolean();
    private final Queue<Call> waiting = new ConcurrentLinkedQueue<>();
    private volatile long answeredAt = System.nanoTime();
    /** When the lead began to write what it is still writing; 0 if it is not. */
    private volatile long writingSince;
    private volatile boolean doubtful;
    private volatile boolean broken;

    /**
     * @param plain below {@code socket}, which may be TLS: closing it ends what is under way at once
     * @param patience how long Redis may take to answer, or to take what is written
     */
    Wire(Socket plain, Socket socket, Duration patience) throws IOException {
        this.plain = plain;
        this.socket = socket;
        this.in = socket.getInputStream();
        this.patience = patience.toNanos();
        this.requests = new Requests(socket.getOutputStream());
        this.replies = new Replies(this::read, MAXIMUM_LENGTH);
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

    /** Not if the connection is lost, or there are doubts and no answer has come since. */
    public boolean isUsable() {
        return !broken && !doubtful;
    }

    public boolean isBroken() {
        return broken;
    }

    /** Something was heard that makes it likely that the connection is lost. Nobody should use it before it has been checked. */
    public void doubt() {
        doubtful = true;
    }

    /**
     * Finds out whether Redis still answers, and closes the connection if not. Nothing is asked if somebody waits for an answer just
     * now, or got one of late, and there are no doubts.
     */
    public void check(Duration late) {
        if (doubtful || !isBusy() && System.nanoTime() - answeredAt > late.toNanos()) {
            if (call(PING, System.nanoTime() + patience) instanceof Outcome.Missing) {
                close();
            }
        }
    }

    /** Closes the connection if Redis does not take what is written, which nothing else would end. Never blocks. */
    public void guard() {
        long begun = writingSince;
        if (begun != 0 && System.nanoTime() - begun > patience) {
            close();
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
        long begun = System.nanoTime();
        leadsUntil = limit;
        try {
            while (!own.isDone()) {
                if (broken) {
                    throw new IOException("closed");
                }
                send();
                receive(own);
            }
        } catch (SocketTimeoutException e) {
            own.giveUp();
            // Who was in a hurry has learnt nothing about Redis.
            doubtful |= System.nanoTime() - begun > patience / 2;
        } catch (IOException | RuntimeException | Error e) {
            broken = true;
            abandon();
            close();
            LOG.debug("A connection to Redis is lost", e);
            if (e instanceof Error error) {
                throw error;
            }
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

    /** Takes the answers that are there, and waits for at least one, unless the own one has come by then. */
    private void receive(Call own) throws IOException {
        do {
            Optional<Replies.Reply> reply = own.isDone() ? replies.nextIfThere() : Optional.of(new Replies.Reply(replies.next()));
            if (reply.isEmpty()) {
                break;
            }
            Object value = reply.get().value();
            sent.remove().end(value instanceof Outcome outcome ? outcome : new Outcome.Answered(value));
        } while (!sent.isEmpty() && replies.isThere());
        if (sent.isEmpty() && replies.isThere()) {
            // Whose would the next answer be?
            throw new ProtocolException("an answer to nothing");
        }
        doubtful = false;
        answeredAt = System.nanoTime();
    }

    private int read(byte[] bytes, int offset, int length) throws IOException {
        int time = milliseconds(leadsUntil - System.nanoTime());
        // Mostly it is the same as before.
        if (time != readTimeout) {
            socket.setSoTimeout(time);
            readTimeout = time;
        }
        return in.read(bytes, offset, length);
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
