package com.iam.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;

import org.junit.jupiter.api.Test;

import com.iam.state.api.SessionState;

class SessionOwnerTest {

    private static final SessionOwner ALICE = new SessionOwner("alice");
    private static final SessionOwner REPRESENTED = new SessionOwner("alice", Optional.of("admin"));

    @Test
    void aStateTellsWhoseItIs() {
        assertThat(SessionOwner.of(SessionState.EMPTY)).isEmpty();
        assertThat(SessionOwner.of(ALICE.in(SessionState.EMPTY))).contains(ALICE);
        assertThat(SessionOwner.of(REPRESENTED.in(SessionState.EMPTY))).contains(REPRESENTED);
    }

    @Test
    void theUsersOwnSubjectIsTheName() {
        assertThat(ALICE.in(SessionState.EMPTY)).isEqualTo(SessionState.EMPTY.withSubject("alice"));
    }

    @Test
    void aRepresentedSessionSaysSoAndIsNotAmongTheUsersOwn() {
        SessionState state = REPRESENTED.in(SessionState.EMPTY);

        assertThat(state.text("representedBy")).contains("admin");
        assertThat(state.subject()).isNotEqualTo(Optional.of("alice"))
                .isNotEqualTo(new SessionOwner("alice", Optional.of("root")).in(state).subject());
    }

    @Test
    void aNameThatLooksLikeTwoIsOne() {
        SessionOwner whatAName = new SessionOwner("alice represented by admin");

        assertThat(SessionOwner.of(whatAName.subject())).isEqualTo(whatAName);
        assertThat(whatAName.subject()).isNotEqualTo(REPRESENTED.subject());
    }

    @Test
    void whatIsTheUsersOwnIsNotRepresentedAnyMore() {
        SessionState before = REPRESENTED.in(SessionState.EMPTY.with("language", "de"));

        assertThat(ALICE.in(before)).isEqualTo(SessionState.EMPTY.withSubject("alice").with("language", "de"));
    }

    @Test
    void itIsPrintedWithoutNames() {
        assertThat(REPRESENTED.toString()).doesNotContain("alice", "admin");
    }
}
