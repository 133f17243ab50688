package com.iam.web.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import com.iam.state.api.SessionEnd;
import com.iam.state.api.SessionEnd.Cause;
import com.iam.state.api.StateKey;

/** What the audit log says of log-ins, in every module that has them. */
abstract class LogInAuditContract extends AuthenticationFixture {

    @Test
    void theAuditLogSaysWhoLoggedInAndFromWhere() {
        logInAsAlice();

        StateKey key = new StateKey(module().name(), client.token().storageId());
        String event = SessionEnd.of(key, Cause.USER, Optional.empty(), Optional.empty(), clock.instant()).eventId();
        assertThat(log.audit()).containsExactly("logged-in event=" + event + " module=" + module().name()
                + " subject=\"alice\" address=127.0.0.1");
    }

    @Test
    void theAuditLogDoesNotRepeatWhatWasTypedWhenALogInIsRefused() {
        logIn("alice", "wrong");
        logIn("correct horse", "");

        String line = "login-refused module=" + module().name() + " address=127.0.0.1 omitted=0";
        assertThat(log.audit()).containsExactly(line, line);
    }

    @Test
    void theAuditLogIsNotFilledByPasswordsThatAreWrong() {
        for (int i = 0; i < 63; i++) {
            logIn("alice", "wrong" + i);
        }
        assertThat(log.audit()).hasSize(60);
        clock.advance(Duration.ofMinutes(1));
        logIn("alice", "wrong");

        assertThat(log.audit()).hasSize(61).last().asString().endsWith(" omitted=3");
    }

    @Test
    void whatCannotBeANameOrAPasswordIsRefusedWithoutALine() {
        assertThat(logIn("n".repeat(129), "wrong").status()).isEqualTo(400);
        assertThat(logIn("alice", "p".repeat(257)).status()).isEqualTo(400);
        assertThat(logIn("n".repeat(128), "p".repeat(256)).status()).isEqualTo(401);

        assertThat(log.audit()).hasSize(1);
    }

    @Test
    void theAuditLogNamesWhoeverIsTriedTooOften() {
        users.throttle(Duration.ofSeconds(1));
        logIn("eve\" address=10.0.0.1\n", "wrong");
        logIn("n".repeat(128), "wrong");

        String line = "login-throttled module=" + module().name() + " name=";
        assertThat(log.audit()).containsExactly(
                line + "\"eve\\\" address=10.0.0.1\\n\" address=127.0.0.1 omitted=0",
                line + "\"" + "n".repeat(128) + "\" address=127.0.0.1 omitted=0");
    }

    /** It costs whoever tries next to nothing, and the log has its limits. */
    @Test
    void theAuditLogIsNotFilledByWhoeverIsTriedTooOften() {
        users.throttle(Duration.ofSeconds(1));
        for (int i = 0; i < 63; i++) {
            logIn("eve", "wrong");
        }
        assertThat(log.audit()).hasSize(60);
        clock.advance(Duration.ofMinutes(1));
        logIn("eve", "wrong");

        assertThat(log.audit()).hasSize(61).last().asString().endsWith(" omitted=3");
    }

    @Test
    void aLogInThatFailsForOtherReasonsIsNone() {
        users.setAvailable(false);
        logInAsAlice();
        users.setAvailable(true);
        sessions.setAvailable(false);
        logInAsAlice();

        assertThat(log.audit()).isEmpty();
    }
}
