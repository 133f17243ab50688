package com.iam.logback;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import org.slf4j.Marker;
import org.slf4j.event.KeyValuePair;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.LoggerContextVO;

/** An event of which every text is one line of bounded length, in every layout. A stack trace keeps its own lines. */
final class LineEvent implements ILoggingEvent {

    /** Of characters. What Redis or a browser sends can be some hundred thousand of them. */
    private static final int MESSAGE_LIMIT = 8000;
    private static final int NAME_LIMIT = 200;

    private final ILoggingEvent event;
    private final Level level;
    private final String message;
    private final IThrowableProxy thrown;

    private LineEvent(ILoggingEvent event, Level level, String message, IThrowableProxy thrown) {
        this.event = event;
        this.level = level;
        this.message = LineText.of(message, MESSAGE_LIMIT);
        this.thrown = thrown;
    }

    static LineEvent of(ILoggingEvent event) {
        return of(event, event.getFormattedMessage());
    }

    /** The event with another message. */
    static LineEvent of(ILoggingEvent event, String message) {
        return new LineEvent(event, event.getLevel(), message, LineThrowable.of(event.getThrowableProxy()));
    }

    /** Of the event, but its time and the names of its logger and thread, nothing is kept. */
    static LineEvent insteadOf(ILoggingEvent event, String message) {
        return new LineEvent(event, Level.INFO, message, null);
    }

    @Override
    public String getThreadName() {
        return LineText.of(event.getThreadName(), NAME_LIMIT);
    }

    @Override
    public Level getLevel() {
        return level;
    }

    @Override
    public String getMessage() {
        return message;
    }

    /** The message holds them. */
    @Override
    public Object[] getArgumentArray() {
        return null;
    }

    @Override
    public String getFormattedMessage() {
        return message;
    }

    @Override
    public String getLoggerName() {
        return LineText.of(event.getLoggerName(), NAME_LIMIT);
    }

    @Override
    public LoggerContextVO getLoggerContextVO() {
        return event.getLoggerContextVO();
    }

    @Override
    public IThrowableProxy getThrowableProxy() {
        return thrown;
    }

    @Override
    public StackTraceElement[] getCallerData() {
        return event.getCallerData();
    }

    @Override
    public boolean hasCallerData() {
        return event.hasCallerData();
    }

    @Override
    public List<Marker> getMarkerList() {
        return event.getMarkerList();
    }

    @Override
    public Map<String, String> getMDCPropertyMap() {
        return event.getMDCPropertyMap().entrySet().stream().collect(Collectors.toMap(
                entry -> LineText.of(entry.getKey(), NAME_LIMIT), entry -> LineText.of(entry.getValue(), MESSAGE_LIMIT), (a, b) -> a));
    }

    @Override
    public Map<String, String> getMdc() {
        return getMDCPropertyMap();
    }

    @Override
    public long getTimeStamp() {
        return event.getTimeStamp();
    }

    @Override
    public int getNanoseconds() {
        return event.getNanoseconds();
    }

    @Override
    public Instant getInstant() {
        return event.getInstant();
    }

    @Override
    public long getSequenceNumber() {
        return event.getSequenceNumber();
    }

    @Override
    public List<KeyValuePair> getKeyValuePairs() {
        List<KeyValuePair> pairs = event.getKeyValuePairs();
        return pairs == null ? null : pairs.stream().map(pair -> new KeyValuePair(LineText.of(pair.key, NAME_LIMIT),
                LineText.of(String.valueOf(pair.value), MESSAGE_LIMIT))).toList();
    }

    @Override
    public void prepareForDeferredProcessing() {
        event.prepareForDeferredProcessing();
    }
}
