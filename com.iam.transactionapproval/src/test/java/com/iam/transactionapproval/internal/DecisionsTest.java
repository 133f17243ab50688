package com.iam.transactionapproval.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import com.iam.state.api.Change;
import com.iam.state.api.SessionState;
import com.iam.state.api.SessionToken;
import com.iam.state.api.StateManager;
import com.iam.state.api.StateUnavailableException;
import com.iam.transactionapproval.internal.Approval.Status;
import com.iam.users.api.UserDirectoryUnavailableException;
import com.iam.users.api.UserKind;
import com.iam.web.CutOff;
import com.iam.web.ProblemException;
import com.iam.web.ServiceSlot;
import com.iam.web.testing.FakeStateManager;
import com.iam.web.testing.FakeUserDirectory;
import com.iam.web.testing.LogLines;
import com.iam.web.testing.TestClock;

class DecisionsTest {

    private static final String CODE = "314159";

    private final TestClock clock = new TestClock();
    private final FakeStateManager sessions = new FakeStateManager("transactionapproval", clock);
    private final FakeUserDirectory users = new FakeUserDirectory();
    private final FakeOutcomes outcomes = new FakeOutcomes();
    private final Approvals approvals = new Approvals(() -> outcomes, clock,
            new CutOff(TransactionApprovalRest.MODULE, ServiceSlot.ofSessionCutOffs()));
    private final Decisions decisions = new Decisions(approvals, clock);
    private final SessionToken token = sessions.start(Approval.requested("ebanking", "alice", new Transaction("Payment", List.of()),
            new ApprovalSettings(Duration.ofMinutes(5), 3), clock.instant()).writeTo(SessionState.EMPTY.with("newer", "kept")))
            .token();
    private final LogLines log = new LogLines();

    DecisionsTest() {
        users.addCode(UserKind.END_USER, "alice", CODE);
    }

    @AfterEach
    void close() {
        log.close();
    }

    /** A repository that applies an update of this number, counted from 1, and whose answer is then lost. */
    private StateManager losingTheAnswerTo(int lost) {
        return failingAt(lost, true);
    }

    /** @param applied whether the update of this number is applied all the same */
    private StateManager failingAt(int number, boolean applied) {
        int[] updates = {0};
        return (StateManager) Proxy.newProxyInstance(StateManager.class.getClassLoader(), new Class<?>[] {StateManager.class},
                (proxy, method, arguments) -> {
                    try {
                        boolean fails = method.getName().equals("update") && ++updates[0] == number;
                        Object answer = fails && !applied ? null : method.invoke(sessions, arguments);
                        if (fails) {
                            throw new StateUnavailableException("the repository is away", applied, null);
                        }
                        return answer;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    private Kept approve(StateManager manager, String code) {
        return decisions.approve(manager, token, approvals.find(sessions, token), users, code, "192.0.2.7");
    }

    @Test
    void aWrongCodeAndOneThatIsHeldUpAreTold() {
        assertThatThrownBy(() -> approve(sessions, "271828")).isInstanceOf(ProblemException.class);
        users.throttle(Duration.ofSeconds(1));
        assertThatThrownBy(() -> approve(sessions, CODE)).isInstanceOf(ProblemException.class);

        String which = " event=" + approvals.find(sessions, token).reference()
                + " application=\"ebanking\" subject=\"alice\" address=192.0.2.7";
        assertThat(log.lines()).containsExactly("approval-code-refused" + which, "approval-codes-throttled" + which + " omitted=0");
    }

    @Test
    void aDecisionWhoseAnswerWasLostIsToldAsSuchAndStands() {
        outcomes.loseTheNextAnswer();

        assertThatThrownBy(() -> approve(sessions, CODE)).isInstanceOf(UserDirectoryUnavailableException.class);

        Kept kept = approvals.find(sessions, token);
        assertThat(kept.approval().status()).isEqualTo(Status.APPROVED);
        assertThat(log.lines()).containsExactly("approval-unconfirmed event=" + kept.reference()
                + " outcome=APPROVED application=\"ebanking\" subject=\"alice\"");
    }

    @Test
    void theLastAttemptIsGivenBackIfTheRightCodeCouldNotApprove() {
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> approve(sessions, "271828")).isInstanceOf(ProblemException.class);
        }
        outcomes.failNext();

        assertThatThrownBy(() -> approve(sessions, CODE)).isInstanceOf(UserDirectoryUnavailableException.class);

        assertThat(approvals.find(sessions, token).approval().attemptsLeft()).isEqualTo(1);
        users.addCode(UserKind.END_USER, "alice", "161803");
        assertThat(approve(sessions, "161803").approval().status()).isEqualTo(Status.APPROVED);
    }

    @Test
    void whatIsSettledHoldsAlthoughItsSessionCouldNotBeWritten() {
        assertThat(approve(failingAt(2, false), CODE).approval().status()).isEqualTo(Status.APPROVED);

        assertThat(approvals.find(sessions, token).approval().status()).isEqualTo(Status.APPROVED);
        assertThat(log.lines()).filteredOn(line -> line.startsWith("approval-")).singleElement().asString().contains("outcome=APPROVED");
    }

    @ParameterizedTest
    @EnumSource(value = Status.class, names = "PENDING", mode = EnumSource.Mode.EXCLUDE)
    void whatHasEndedStaysSoAlthoughItsRecordIsPutBack(Status end) {
        Kept before = approvals.find(sessions, token);
        Instant late = before.approval().expiresAt();
        switch (end) {
            case APPROVED -> approve(sessions, CODE);
            case REFUSED -> decisions.refuse(sessions, token, before);
            case EXPIRED -> decisions.outcome(sessions, token, before, late);
            default -> {
                for (int i = 0; i < 3; i++) {
                    assertThatThrownBy(() -> approve(sessions, "271828")).isInstanceOf(ProblemException.class);
                }
            }
        }

        sessions.update(token, state -> Change.to(before.approval().writeTo(state)));

        Kept found = approvals.find(sessions, token);
        assertThat(found.approval().status()).isEqualTo(end);
        users.addCode(UserKind.END_USER, "alice", "161803");
        assertThatThrownBy(() -> approve(sessions, "161803")).isInstanceOf(ProblemException.class);
        assertThatThrownBy(() -> decisions.refuse(sessions, token, found)).isInstanceOf(ProblemException.class);
        assertThatThrownBy(() -> decisions.refuse(sessions, token, before)).isInstanceOf(ProblemException.class);
        assertThat(decisions.outcome(sessions, token, before, late).approval().status()).isEqualTo(end);
        assertThat(log.lines()).filteredOn(line -> line.startsWith("approval-decided")).singleElement().asString()
                .contains("outcome=" + end);
    }

    @Test
    void whatTheApplicationWasToldHasExpiredIsApprovedByNoSlowerClock() {
        Instant late = clock.instant().plus(Duration.ofMinutes(5));
        Kept told = decisions.outcome(sessions, token, approvals.find(sessions, token), late);

        assertThat(told.approval().status()).isEqualTo(Status.EXPIRED);
        assertThat(told.approval().decidedAt()).isEmpty();
        assertThatThrownBy(() -> approve(sessions, CODE)).isInstanceOf(ProblemException.class);
        assertThat(decisions.outcome(sessions, token, approvals.find(sessions, token), late)).isEqualTo(told);
        assertThat(log.lines()).singleElement().asString().contains("approval-decided", "outcome=EXPIRED");
    }

    @Test
    void whatASlowerClockHasLetApproveIsNotExpired() {
        Kept found = approvals.find(sessions, token);
        approve(sessions, CODE);

        Kept told = decisions.outcome(sessions, token, found, clock.instant().plus(Duration.ofMinutes(5)));

        assertThat(told.approval().status()).isEqualTo(Status.APPROVED);
        assertThat(log.lines()).noneMatch(line -> line.contains("EXPIRED"));
    }

    @Test
    void anAttemptThatMayHaveBeenCountedLooksAtNoCode() {
        StateManager losing = losingTheAnswerTo(1);

        assertThatThrownBy(() -> approve(losing, CODE)).isInstanceOf(StateUnavailableException.class);

        assertThat(approve(sessions, CODE).approval().status()).isEqualTo(Status.APPROVED);
    }

    @Test
    void whatANewerInstanceHasWrittenIsKept() {
        decisions.refuse(sessions, token, approvals.find(sessions, token));

        assertThat(sessions.update(token, state -> new Change<>(state, state.text("newer")))).asString()
                .contains("kept");
    }

    @Test
    void anApprovalWithoutAnyAttemptLeftHasFailed() {
        for (int i = 0; i < 3; i++) {
            approvals.step(sessions, token, Approval::withAttempt);
        }

        assertThatThrownBy(() -> approve(sessions, CODE)).isInstanceOf(ProblemException.class);

        assertThat(approvals.find(sessions, token).approval().status()).isEqualTo(Status.FAILED);
        assertThat(log.lines()).singleElement().asString().contains("outcome=FAILED");
    }

    @Test
    void aFailureWhoseAnswerWasLostIsTold() {
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> approve(sessions, "271828")).isInstanceOf(ProblemException.class);
        }
        outcomes.loseTheNextAnswer();

        assertThatThrownBy(() -> approve(sessions, "271828")).isInstanceOf(UserDirectoryUnavailableException.class);

        assertThat(approvals.find(sessions, token).approval().status()).isEqualTo(Status.FAILED);
        assertThat(log.lines()).anyMatch(line -> line.contains("outcome=FAILED"));
    }
}
