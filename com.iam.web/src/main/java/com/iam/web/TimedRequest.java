package com.iam.web;

import java.io.IOException;
import java.time.Duration;
import java.util.function.LongSupplier;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;

/**
 * A request whose body may keep its reader waiting only so long in all. The server limits the wait for each next byte, and a
 * client that sends one now and then would have a thread to itself for days. The look is taken between reads: one that
 * waits already ends with the server's limit.
 */
final class TimedRequest extends HttpServletRequestWrapper {

    /** Instead of a read, once the client has taken too long. */
    static final class TooSlowException extends IOException {
        private static final long serialVersionUID = 1L;
    }

    private final long limitInNanos;
    private final LongSupplier nanoTime;
    private long waitedInNanos;

    TimedRequest(HttpServletRequest request, Duration limit, LongSupplier nanoTime) {
        super(request);
        this.limitInNanos = limit.toNanos();
        this.nanoTime = nanoTime;
    }

    @Override
    public ServletInputStream getInputStream() throws IOException {
        return new TimedBody(super.getInputStream());
    }

    @FunctionalInterface
    private interface Read {
        int perform() throws IOException;
    }

    private int timed(Read read) throws IOException {
        if (waitedInNanos > limitInNanos) {
            throw new TooSlowException();
        }
        long begin = nanoTime.getAsLong();
        try {
            return read.perform();
        } finally {
            waitedInNanos += nanoTime.getAsLong() - begin;
        }
    }

    private final class TimedBody extends ServletInputStream {

        private final ServletInputStream body;

        private TimedBody(ServletInputStream body) {
            this.body = body;
        }

        @Override
        public int read() throws IOException {
            return timed(body::read);
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            return timed(() -> body.read(bytes, offset, length));
        }

        @Override
        public boolean isFinished() {
            return body.isFinished();
        }

        @Override
        public boolean isReady() {
            return body.isReady();
        }

        @Override
        public void setReadListener(ReadListener listener) {
            body.setReadListener(listener);
        }
    }
}
