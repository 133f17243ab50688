package com.iam.state.core.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

import com.iam.state.api.Unreadable;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;

class RefusalsTest {

    private final Logger audit = (Logger) LoggerFactory.getLogger("com.iam.audit");
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
    private final Refusals refusals = new Refusals("login", now::get);

    @BeforeEach
    void listen() {
        lines.start();
        audit.addAppender(lines);
    }

    @AfterEach
    void leave() {
        audit.detachAppender(lines);
    }

    @Test
    void whoShowsTheSameCookieAgainAndAgainDoesNotFillTheAuditLog() {
        for (int i = 0; i < Refusals.LINES_IN_A_MINUTE + 3; i++) {
            refusals.report(Unreadable.RETIRED_KEY);
        }
        refusals.report(Unreadable.NOT_AUTHENTIC);
        assertThat(audit()).hasSize(Refusals.LINES_IN_A_MINUTE + 1).startsWith("state-refused module=login reason=RETIRED_KEY")
                .endsWith("state-refused module=login reason=NOT_AUTHENTIC");

        now.set(Instant.EPOCH.plus(Duration.ofMinutes(1)));
        refusals.report(Unreadable.RETIRED_KEY);
        assertThat(audit()).last().isEqualTo("state-refused module=login reason=RETIRED_KEY omitted=3");
    }

    private List<String> audit() {
        return lines.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
    }
}
