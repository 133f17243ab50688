package com.iam.log.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Bundle;
import org.osgi.service.log.LogEntry;
import org.osgi.service.log.LogLevel;
import org.osgi.service.log.LogListener;
import org.osgi.service.log.LogReaderService;
import org.slf4j.LoggerFactory;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;

class OsgiLogTest {

    private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private final List<LogEntry> history = new ArrayList<>();
    private final OsgiLog log = new OsgiLog();

    @BeforeEach
    void listen() {
        root.setLevel(Level.DEBUG);
        lines.start();
        root.addAppender(lines);
    }

    @AfterEach
    void leave() {
        root.detachAppender(lines);
    }

    @Test
    void whatWasLoggedBeforeIsWrittenFirstAndOnce() {
        LogEntry first = entry(1, LogLevel.WARN, "org.example", "", "first", null);
        LogEntry second = entry(2, LogLevel.WARN, "org.example", "", "second", null);
        history.add(first);
        history.add(second);

        log.attach(reader());
        log.logged(second);
        log.logged(entry(3, LogLevel.WARN, "org.example", "", "third", null));

        assertThat(lines.list).extracting(ILoggingEvent::getFormattedMessage).containsExactly("first", "second", "third");
    }

    @Test
    void bundleLevelMessageAndExceptionAreKept() {
        log.logged(entry(1, LogLevel.ERROR, "com.iam.audit", "", "it {} failed", new IllegalStateException("why")));

        ILoggingEvent line = lines.list.get(0);
        assertThat(line.getLoggerName()).as("never a line of the audit log").isEqualTo("osgi.com.iam.audit");
        assertThat(line.getLevel()).isEqualTo(Level.ERROR);
        assertThat(line.getFormattedMessage()).isEqualTo("it {} failed");
        assertThat(line.getThrowableProxy().getMessage()).isEqualTo("why");
    }

    @Test
    void eachLevelHasItsOwnAndEventsAreForDebugUnlessTheyTellOfTrouble() {
        log.logged(entry(1, LogLevel.AUDIT, "org.example", "", "", null));
        log.logged(entry(2, LogLevel.INFO, "org.example", "", "", null));
        log.logged(entry(3, LogLevel.DEBUG, "org.example", "", "", null));
        log.logged(entry(4, LogLevel.INFO, "org.example", "Events.Bundle", "", null));
        log.logged(entry(5, LogLevel.ERROR, "org.example", "Events.Framework", "", null));

        assertThat(lines.list).extracting(ILoggingEvent::getLevel)
                .containsExactly(Level.INFO, Level.INFO, Level.DEBUG, Level.DEBUG, Level.ERROR);
    }

    @Test
    void anEntryWithoutABundleOrAMessageIsWrittenToo() {
        log.logged(entry(1, LogLevel.WARN, null, null, null, null));

        assertThat(lines.list).extracting(ILoggingEvent::getLoggerName).containsExactly("osgi.unknown");
    }

    private LogReaderService reader() {
        return new LogReaderService() {
            @Override
            public void addLogListener(LogListener listener) {
                assertThat(listener).isSameAs(log);
            }

            @Override
            public void removeLogListener(LogListener listener) {
                throw new UnsupportedOperationException();
            }

            @Override
            public java.util.Enumeration<LogEntry> getLog() {
                List<LogEntry> newestFirst = new ArrayList<>(history);
                Collections.reverse(newestFirst);
                return Collections.enumeration(newestFirst);
            }
        };
    }

    private static LogEntry entry(long sequence, LogLevel level, String bundle, String logger, String message, Throwable thrown) {
        Bundle source = bundle == null ? null : fake(Bundle.class, "getSymbolicName", bundle);
        return (LogEntry) Proxy.newProxyInstance(LogEntry.class.getClassLoader(), new Class<?>[] {LogEntry.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "getSequence" -> sequence;
                    case "getLogLevel" -> level;
                    case "getBundle" -> source;
                    case "getLoggerName" -> logger;
                    case "getMessage" -> message;
                    case "getException" -> thrown;
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }

    private static <T> T fake(Class<T> type, String name, Object value) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
            if (method.getName().equals(name)) {
                return value;
            }
            throw new UnsupportedOperationException(method.getName());
        }));
    }
}
