package com.iam.logback;

import java.util.stream.Stream;

import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.StackTraceElementProxy;

/** An exception whose message, and those of what caused it, are one line each: none of them can look like a line of the log. */
record LineThrowable(IThrowableProxy thrown) implements IThrowableProxy {

    private static final int MESSAGE_LIMIT = 2000;

    /** Null for null. */
    static IThrowableProxy of(IThrowableProxy thrown) {
        return thrown == null ? null : new LineThrowable(thrown);
    }

    @Override
    public String getMessage() {
        return LineText.of(thrown.getMessage(), MESSAGE_LIMIT);
    }

    @Override
    public String getClassName() {
        return LineText.of(thrown.getClassName(), MESSAGE_LIMIT);
    }

    @Override
    public StackTraceElementProxy[] getStackTraceElementProxyArray() {
        return thrown.getStackTraceElementProxyArray();
    }

    @Override
    public int getCommonFrames() {
        return thrown.getCommonFrames();
    }

    @Override
    public IThrowableProxy getCause() {
        return of(thrown.getCause());
    }

    @Override
    public IThrowableProxy[] getSuppressed() {
        return thrown.getSuppressed() == null ? null : Stream.of(thrown.getSuppressed()).map(LineThrowable::of).toArray(IThrowableProxy[]::new);
    }

    @Override
    public boolean isCyclic() {
        return thrown.isCyclic();
    }
}
