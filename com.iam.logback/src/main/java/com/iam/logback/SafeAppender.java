package com.iam.logback;

import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

import com.iam.support.audit.LineBudget;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import ch.qos.logback.core.spi.AppenderAttachable;
import ch.qos.logback.core.spi.AppenderAttachableImpl;

/**
 * What stands before the appenders that write, so that no text of others can forge, garble or flood a log:
 * <ul>
 * <li>each event is passed on as a {@link LineEvent}, escaped and cut;
 * <li>of a library that quotes what Redis or a client sent ({@code <silenced>}, the beginning of a logger's name) there is one line a
 * minute, which quotes nothing but says that there was something, and how many lines were left out before it;
 * <li>of any other logger that is not this project's there are at most {@value #FOREIGN_LINES} lines a minute.
 * </ul>
 * May be used by any number of threads.
 */
public final class SafeAppender extends UnsynchronizedAppenderBase<ILoggingEvent> implements AppenderAttachable<ILoggingEvent> {

    private static final String OURS = "com.iam.";
    private static final int FOREIGN_LINES = 60;
    private static final Duration PERIOD = Duration.ofMinutes(1);

    private final AppenderAttachableImpl<ILoggingEvent> writers = new AppenderAttachableImpl<>();
    private final List<String> silenced = new CopyOnWriteArrayList<>();
    /** By beginnings that are silenced, and by names of loggers, of which there are as many as code has. */
    private final Map<String, LineBudget> budgets = new ConcurrentHashMap<>();

    /** Called for each {@code <silenced>} in {@code logback.xml}. */
    public void addSilenced(String beginning) {
        silenced.add(beginning);
    }

    @Override
    protected void append(ILoggingEvent event) {
        String logger = event.getLoggerName();
        if (logger.startsWith(OURS)) {
            writers.appendLoopOnAppenders(LineEvent.of(event));
            return;
        }
        Optional<String> silent = silenced.stream().filter(name -> logger.equals(name) || logger.startsWith(name + ".")).findFirst();
        String budget = silent.orElse(logger);
        OptionalLong omitted = budgets.computeIfAbsent(budget, name -> new LineBudget(silent.isPresent() ? 1 : FOREIGN_LINES, PERIOD))
                .next(Instant.ofEpochMilli(event.getTimeStamp()));
        if (omitted.isEmpty()) {
            return;
        }
        String left = omitted.getAsLong() == 0 ? "" : " (before it, " + omitted.getAsLong() + " lines of " + budget + " were left out)";
        writers.appendLoopOnAppenders(silent.isPresent()
                ? LineEvent.insteadOf(event, "has something to say that may quote others, and so is left out: " + event.getLevel()
                        + thrown(event.getThrowableProxy()) + left)
                : LineEvent.of(event, event.getFormattedMessage() + left));
    }

    private static String thrown(IThrowableProxy thrown) {
        return thrown == null ? "" : " " + thrown.getClassName();
    }

    @Override
    public void stop() {
        super.stop();
        writers.detachAndStopAllAppenders();
    }

    @Override
    public void addAppender(Appender<ILoggingEvent> writer) {
        writers.addAppender(writer);
    }

    @Override
    public Iterator<Appender<ILoggingEvent>> iteratorForAppenders() {
        return writers.iteratorForAppenders();
    }

    @Override
    public Appender<ILoggingEvent> getAppender(String name) {
        return writers.getAppender(name);
    }

    @Override
    public boolean isAttached(Appender<ILoggingEvent> writer) {
        return writers.isAttached(writer);
    }

    @Override
    public void detachAndStopAllAppenders() {
        writers.detachAndStopAllAppenders();
    }

    @Override
    public boolean detachAppender(Appender<ILoggingEvent> writer) {
        return writers.detachAppender(writer);
    }

    @Override
    public boolean detachAppender(String name) {
        return writers.detachAppender(name);
    }
}
