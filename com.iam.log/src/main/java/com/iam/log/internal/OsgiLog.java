package com.iam.log.internal;

import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;

import org.osgi.service.log.LogEntry;
import org.osgi.service.log.LogLevel;
import org.osgi.service.log.LogListener;
import org.osgi.service.log.LogReaderService;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Writes each entry of the OSGi log once to slf4j, what was logged before included. The logger is {@code osgi.} and the symbolic
 * name of the bundle that logged, or about which the framework did: under the bundle's name alone, entries about the bundle
 * {@code com.iam.audit} would be lines of the audit log. Levels stay, but events that tell of no trouble are for DEBUG.
 */
final class OsgiLog implements LogListener {

    private static final String PREFIX = "osgi.";
    /** How the names of the loggers begin under which the log keeps events of bundles, services and the framework. */
    private static final String EVENTS = "Events.";

    /** The entries of the history: the log delivers those that came after the listener, too. */
    private final Set<Long> written = new HashSet<>();

    /** Entries that come meanwhile wait, so that older ones stand before them. */
    synchronized void attach(LogReaderService log) {
        log.addLogListener(this);
        Deque<LogEntry> oldestFirst = new ArrayDeque<>();
        Collections.list(log.getLog()).forEach(oldestFirst::addFirst);
        oldestFirst.forEach(entry -> {
            written.add(entry.getSequence());
            write(entry);
        });
    }

    @Override
    public synchronized void logged(LogEntry entry) {
        if (!written.remove(entry.getSequence())) {
            write(entry);
        }
    }

    private static void write(LogEntry entry) {
        String bundle = entry.getBundle() == null ? null : entry.getBundle().getSymbolicName();
        LoggerFactory.getLogger(PREFIX + (bundle == null ? "unknown" : bundle)).atLevel(level(entry))
                .setCause(entry.getException())
                .log(String.valueOf(entry.getMessage()));
    }

    private static Level level(LogEntry entry) {
        boolean isEvent = entry.getLoggerName() != null && entry.getLoggerName().startsWith(EVENTS);
        if (isEvent && entry.getLogLevel().ordinal() > LogLevel.WARN.ordinal()) {
            return Level.DEBUG;
        }
        return switch (entry.getLogLevel()) {
            case ERROR -> Level.ERROR;
            case WARN -> Level.WARN;
            case INFO, AUDIT -> Level.INFO;
            case DEBUG -> Level.DEBUG;
            case TRACE -> Level.TRACE;
        };
    }
}
