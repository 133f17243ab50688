package com.iam.logback;

import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.rolling.RollingFileAppender;

/**
 * A rolling file that loses no line without a word. What cannot be written, because the disk is full or the folder has gone, is
 * counted ({@link AuditLosses}) and told of: on the standard error once at the beginning and once at the end of a gap, and by a line
 * {@code audit-gap} in the file as soon as it takes one again. Each line is tried: logback's own file would leave out lines
 * for a while after one has failed, and say so nowhere.
 */
public final class AuditAppender extends RollingFileAppender<ILoggingEvent> {

    private static final int RETRY_IN_SECONDS = 5;

    private WholeLinesFile file;
    private ScheduledFuture<?> retries;

    @Override
    public void start() {
        super.start();
        retries = getContext().getScheduledExecutorService().scheduleWithFixedDelay(this::tellOfGap, RETRY_IN_SECONDS, RETRY_IN_SECONDS,
                TimeUnit.SECONDS);
    }

    @Override
    public void stop() {
        if (retries != null) {
            retries.cancel(false);
            retries = null;
            tellOfGap();
        }
        super.stop();
    }

    /** Opens nothing yet: a file that cannot be opened now may be later. */
    @Override
    public void openFile(String name) {
        file = new WholeLinesFile(Path.of(name));
        setOutputStream(file);
    }

    @Override
    public void doAppend(ILoggingEvent event) {
        if (isStarted()) {
            super.doAppend(event);
        } else {
            lost(event.getInstant());
        }
    }

    @Override
    protected void append(ILoggingEvent event) {
        streamWriteLock.lock();
        try {
            if (!tellOfGap() || !isWritten(event)) {
                lost(event.getInstant());
            }
        } finally {
            streamWriteLock.unlock();
        }
    }

    /** @return whether the file takes lines, as far as is known */
    private boolean tellOfGap() {
        streamWriteLock.lock();
        try {
            return AuditLosses.gap().map(gap -> {
                LoggingEvent event = new LoggingEvent(AuditAppender.class.getName(),
                        ((LoggerContext) getContext()).getLogger("com.iam.audit"), Level.WARN, gap.line(), null, null);
                if (!isWritten(event)) {
                    return false;
                }
                AuditLosses.told();
                System.err.println("iam: the audit log can be written again; " + gap.lines() + " lines were lost");
                return true;
            }).orElse(true);
        } finally {
            streamWriteLock.unlock();
        }
    }

    private boolean isWritten(ILoggingEvent event) {
        subAppend(event);
        return file != null && file.failure().isEmpty();
    }

    private void lost(Instant when) {
        if (AuditLosses.lost(when)) {
            System.err.println("iam: lines of the audit log are being lost: " + getFile() + " cannot be written"
                    + (file == null ? "" : file.failure().map(failure -> ": " + failure).orElse("")));
        }
    }
}
