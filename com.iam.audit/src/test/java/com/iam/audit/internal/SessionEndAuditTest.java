package com.iam.audit.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

import com.iam.state.api.SessionEnd;
import com.iam.state.api.SessionEnd.Cause;
import com.iam.state.api.StateKey;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;

class SessionEndAuditTest {

    private static final StateKey KEY = new StateKey("login", "AAAAAAAAAAAAAAAAAAAAAA");
    private static final Instant START = Instant.parse("2026-03-01T08:00:00Z");

    private final Logger logger = (Logger) LoggerFactory.getLogger("com.iam.audit");
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();

    SessionEndAuditTest() {
        lines.start();
        logger.addAppender(lines);
    }

    @AfterEach
    void detach() {
        logger.detachAppender(lines);
    }

    private String line(SessionEnd end) {
        new SessionEndAudit().ended(end);
        return lines.list.get(lines.list.size() - 1).getFormattedMessage();
    }

    @Test
    void aLineSaysWhoseSessionEndedAndWhy() {
        SessionEnd end = SessionEnd.of(KEY, Cause.IDLE, Optional.of("alice"), Optional.of(START), START.plusSeconds(1800));

        assertThat(line(end)).isEqualTo("session-ended event=" + end.eventId() + " module=login cause=IDLE subject=\"alice\""
                + " started=2026-03-01T08:00:00Z ended=2026-03-01T08:30:00Z").doesNotContain(KEY.storageId());
    }

    @Test
    void whatIsNotKnownIsADash() {
        assertThat(line(SessionEnd.of(KEY, Cause.UNKNOWN, Optional.empty(), Optional.empty(), START)))
                .contains(" subject=- started=- ");
    }

    @Test
    void aNameCannotForgeALine() {
        assertThat(line(SessionEnd.of(KEY, Cause.USER, Optional.of("a\" cause=IDLE\nsession-ended"), Optional.empty(), START)))
                .contains("subject=\"a\\\" cause=IDLE\\nsession-ended\"").doesNotContain("\n");
    }

    @Test
    void endsOfWhichNothingIsKnownPushOutNoOthers() {
        List<Instant> now = new ArrayList<>(List.of(START));
        SessionEndAudit audit = new SessionEndAudit(() -> now.get(0));
        SessionEnd unknown = SessionEnd.of(KEY, Cause.ADMINISTRATOR, Optional.empty(), Optional.empty(), START);
        for (int i = 0; i < 5000; i++) {
            audit.ended(unknown);
        }
        assertThat(lines.list).hasSize(SessionEndAudit.UNKNOWN_IN_A_MINUTE);

        audit.ended(SessionEnd.of(KEY, Cause.USER, Optional.of("alice"), Optional.of(START), START));
        assertThat(lines.list).hasSize(SessionEndAudit.UNKNOWN_IN_A_MINUTE + 1);

        now.set(0, START.plusSeconds(60));
        audit.ended(unknown);
        assertThat(lines.list.get(lines.list.size() - 1).getFormattedMessage()).endsWith(" omitted=4900");
    }
}
