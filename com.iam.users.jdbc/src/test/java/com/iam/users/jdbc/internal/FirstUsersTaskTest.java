package com.iam.users.jdbc.internal;

import static com.iam.users.api.UserKind.ADMINISTRATOR;
import static com.iam.users.api.UserKind.END_USER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import com.iam.users.api.User;
import com.iam.users.api.UserDirectory;
import com.iam.users.api.UserDirectoryUnavailableException;
import com.iam.users.api.UserKind;
import com.iam.users.api.Verification;

class FirstUsersTaskTest {

    private static final String MADE_UP = "made-up-password";
    private static final String CODES = "IAM demo secrets for one-time codes: alice SECRET OF alice, bob SECRET OF bob";

    private final Map<String, String> users = new HashMap<>();
    private final List<String> told = new ArrayList<>();
    private int failures;
    private int callsBeforeFailure;

    private final UserDirectory directory = new UserDirectory() {

        @Override
        public Verification verify(UserKind kind, String name, String password, Optional<String> device) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Optional<String> rememberDevice(UserKind kind, String name, Optional<String> device) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Verification verifyCode(UserKind kind, String name, String code) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Optional<String> renewCodeSecret(UserKind kind, String name) {
            failIfWanted();
            return Optional.of("SECRET OF " + name);
        }

        @Override
        public boolean addIfAbsent(UserKind kind, String name, String password) {
            failIfWanted();
            return users.putIfAbsent(kind + " " + name, password) == null;
        }

        @Override
        public Optional<User> find(UserKind kind, String name) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void check() {
            failIfWanted();
        }

        @Override
        public boolean hasAny(UserKind kind) {
            failIfWanted();
            return users.keySet().stream().anyMatch(key -> key.startsWith(kind.name()));
        }
    };

    private void failIfWanted() {
        if (callsBeforeFailure > 0) {
            callsBeforeFailure--;
        } else if (failures > 0) {
            failures--;
            throw new UserDirectoryUnavailableException("away", null);
        }
    }

    private void run(boolean demo, String given) {
        new FirstUsersTask(directory, demo, Optional.ofNullable(given), () -> MADE_UP, told::add).addAll();
    }

    @Test
    void aDirectoryWithoutAdministratorGetsOne() {
        users.put(END_USER + " carol", "hers");

        run(false, null);

        assertThat(users).containsEntry(ADMINISTRATOR + " admin", MADE_UP).hasSize(2);
        assertThat(told).containsExactly("IAM first administrator: admin, password: " + MADE_UP);
    }

    @Test
    void aDirectoryWithAnyAdministratorIsLeftAlone() {
        users.put(ADMINISTRATOR + " root", "theirs");

        run(false, null);

        assertThat(users).hasSize(1);
        assertThat(told).isEmpty();
    }

    @Test
    void theDemoPasswordIsForTheDemoOnly() {
        run(false, "given-password");

        assertThat(users).containsEntry(ADMINISTRATOR + " admin", MADE_UP);
    }

    @Test
    void theDemoGetsTwoUsersAndAnAdministrator() {
        run(true, null);

        assertThat(users).containsOnly(Map.entry(END_USER + " alice", MADE_UP), Map.entry(END_USER + " bob", MADE_UP),
                Map.entry(ADMINISTRATOR + " admin", MADE_UP));
        assertThat(told).containsExactly(CODES,
                "IAM demo users alice, bob and administrator admin, password: " + MADE_UP);
    }

    @Test
    void aGivenPasswordIsNotTold() {
        run(true, "given-password");

        assertThat(users).hasSize(3).containsEntry(END_USER + " bob", "given-password");
        assertThat(told).containsExactly(CODES,
                "IAM demo users alice, bob and administrator admin, password: as in IAM_DEMO_PASSWORD");
    }

    @Test
    void onlyThoseThatWereAddedAreTold() {
        users.put(END_USER + " alice", "hers");
        users.put(ADMINISTRATOR + " admin", "theirs");

        run(true, null);

        assertThat(told).containsExactly("IAM demo secrets for one-time codes: bob SECRET OF bob",
                "IAM demo user bob, password: " + MADE_UP);
    }

    @Test
    void aSecondStartOfTheDemoSaysThatNothingChanged() {
        run(true, null);
        told.clear();

        run(true, null);

        assertThat(told).containsExactly("IAM demo users exist already; their passwords are unchanged");
    }

    @Test
    void aShortGivenPasswordIsRefusedAndNothingIsCreated() {
        assertThatThrownBy(() -> run(true, "short77")).isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("short77");

        assertThat(users).isEmpty();
        assertThat(told).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4})
    void aDirectoryThatIsAwayIsTriedAgain(int after) {
        callsBeforeFailure = after;
        failures = 1;

        run(true, null);

        assertThat(users).hasSize(3);
        assertThat(told).hasSize(2).startsWith(CODES);
    }

    @Test
    void aStopEndsTheWait() {
        failures = Integer.MAX_VALUE;
        FirstUsersTask task = new FirstUsersTask(directory, true, Optional.empty(), () -> MADE_UP, told::add);
        task.stop();

        assertThat(task.addAll()).isFalse();
        assertThat(users).isEmpty();
    }

    @Test
    void madeUpPasswordsAreLongAndHoldNothingAmbiguous() {
        MadeUpPassword madeUp = new MadeUpPassword(new SecureRandom());

        assertThat(madeUp.get()).hasSizeGreaterThanOrEqualTo(16).doesNotContainPattern("[0Oo1Il2Z5S8B]")
                .isNotEqualTo(madeUp.get());
    }
}
