package com.iam.logback;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.filter.Filter;
import ch.qos.logback.core.spi.FilterReply;

/** For the console: warnings, errors, and what is marked NEWS, such as that a problem is over. */
public final class NewsFilter extends Filter<ILoggingEvent> {

    private static final String NEWS = "NEWS";

    @Override
    public FilterReply decide(ILoggingEvent event) {
        boolean isNews = event.getMarkerList() != null && event.getMarkerList().stream().anyMatch(marker -> marker.contains(NEWS));
        return isNews || event.getLevel().isGreaterOrEqual(Level.WARN) ? FilterReply.NEUTRAL : FilterReply.DENY;
    }
}
