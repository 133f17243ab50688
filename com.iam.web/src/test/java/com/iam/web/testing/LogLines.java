package com.iam.web.testing;

import java.util.List;

import org.slf4j.LoggerFactory;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.core.read.ListAppender;

/** What is logged while it is open: by this project at every level, by others from INFO on. */
public final class LogLines implements AutoCloseable {

    private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private final Logger ours = (Logger) LoggerFactory.getLogger("com.iam");
    private final Level before = ours.getLevel();
    private final ListAppender<ILoggingEvent> appender = new ListAppender<>();

    public LogLines() {
        appender.start();
        root.addAppender(appender);
        root.setLevel(Level.INFO);
        ours.setLevel(Level.TRACE);
    }

    /** Messages with the messages of their exceptions. */
    public List<String> lines() {
        return List.copyOf(appender.list).stream()
                .map(event -> event.getFormattedMessage() + messages(event.getThrowableProxy())).toList();
    }

    /** Those of the audit log alone, which may name people. */
    public List<String> audit() {
        return List.copyOf(appender.list).stream().filter(event -> event.getLoggerName().equals("com.iam.audit"))
                .map(ILoggingEvent::getFormattedMessage).toList();
    }

    private static String messages(IThrowableProxy thrown) {
        return thrown == null ? "" : " | " + thrown.getMessage() + messages(thrown.getCause());
    }

    @Override
    public void close() {
        root.detachAppender(appender);
        ours.setLevel(before);
    }
}
