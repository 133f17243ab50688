package com.iam.users.jdbc.internal;

import static com.iam.users.api.UserKind.ADMINISTRATOR;
import static com.iam.users.api.UserKind.END_USER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

import org.junit.jupiter.api.Test;

import com.iam.users.api.User;
import com.iam.users.api.UserDirectory;
import com.iam.users.api.UserDirectoryUnavailableException;
import com.iam.users.api.Verification;

/** What holds for the directory on every database. */
abstract class UserDirectoryContract extends UserDirectoryFixture {

    @Test
    void theRightPasswordIsAccepted() {
        directory.addIfAbsent(END_USER, "Alice", PASSWORD);

        assertThat(directory.verify(END_USER, "Alice", PASSWORD))
                .isEqualTo(new Verification.Accepted(new User(END_USER, "Alice")));
    }

    @Test
    void aWrongPasswordIsRefused() {
        directory.addIfAbsent(END_USER, "alice", PASSWORD);

        assertThat(directory.verify(END_USER, "alice", WRONG)).isEqualTo(refused());
        assertThat(directory.verify(END_USER, "alice", "")).isEqualTo(refused());
    }

    @Test
    void anUnknownNameIsRefused() {
        assertThat(directory.verify(END_USER, "alice", PASSWORD)).isEqualTo(refused());
        assertThat(directory.verify(END_USER, "", PASSWORD)).isEqualTo(refused());
    }

    @Test
    void aNameIsFoundInAnotherCaseAndUnicodeForm() {
        directory.addIfAbsent(END_USER, "Zo\u00eb", PASSWORD);

        assertThat(directory.verify(END_USER, "ZOE\u0308", PASSWORD))
                .isEqualTo(new Verification.Accepted(new User(END_USER, "Zo\u00eb")));
        assertThat(directory.addIfAbsent(END_USER, "zo\u00eb", WRONG)).isFalse();
    }

    @Test
    void aPasswordIsAcceptedInAnotherUnicodeForm() {
        directory.addIfAbsent(END_USER, "alice", "caf\u00e9 horse");

        assertThat(directory.verify(END_USER, "alice", "cafe\u0301 horse")).isInstanceOf(Verification.Accepted.class);
    }

    @Test
    void usersOfTheTwoKindsShareNothing() {
        directory.addIfAbsent(END_USER, "alice", PASSWORD);

        assertThat(directory.verify(ADMINISTRATOR, "alice", PASSWORD)).isEqualTo(refused());
        assertThat(directory.hasAny(ADMINISTRATOR)).isFalse();
        assertThat(directory.hasAny(END_USER)).isTrue();
    }

    @Test
    void aDisabledUserIsRefused() throws Exception {
        directory.addIfAbsent(END_USER, "alice", PASSWORD);
        execute("UPDATE users SET disabled = TRUE");

        assertThat(directory.verify(END_USER, "alice", PASSWORD)).isEqualTo(refused());
    }

    @Test
    void whoMayLogInIsFoundWithoutAPassword() throws Exception {
        directory.addIfAbsent(END_USER, "Alice", PASSWORD);

        assertThat(directory.find(END_USER, "ALICE")).contains(new User(END_USER, "Alice"));
        assertThat(directory.find(ADMINISTRATOR, "alice")).isEmpty();
        for (String name : List.of("nobody", "", "a".repeat(129), "ali\u0000ce")) {
            assertThat(directory.find(END_USER, name)).isEmpty();
        }
        execute("UPDATE users SET disabled = TRUE");
        assertThat(directory.find(END_USER, "alice")).isEmpty();
    }

    @Test
    void whatIsTooLongIsRefusedAndNotCounted() throws Exception {
        directory.addIfAbsent(END_USER, "alice", PASSWORD);

        assertThat(directory.verify(END_USER, "a".repeat(129), PASSWORD)).isEqualTo(refused());
        assertThat(directory.verify(END_USER, "alice", "p".repeat(257))).isEqualTo(refused());
        assertThat(contents("login_attempts")).isEmpty();
    }

    @Test
    void theLongestNamesAndPasswordsAreAccepted() {
        String name = "\u00e4".repeat(128);
        directory.addIfAbsent(END_USER, name, "\u00df".repeat(256));

        assertThat(directory.verify(END_USER, name, "\u00df".repeat(256))).isInstanceOf(Verification.Accepted.class);
    }

    @Test
    void namesThatNoDatabaseCanHoldAreRefused() {
        for (String name : List.of("ali\u0000ce", "ali\ud800ce", "\ufdfa".repeat(128), "  ")) {
            assertThat(directory.verify(END_USER, name, PASSWORD)).isEqualTo(refused());
            assertThatThrownBy(() -> directory.addIfAbsent(END_USER, name, PASSWORD))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void addingAUserThatIsThereChangesNothing() {
        assertThat(directory.addIfAbsent(END_USER, "alice", PASSWORD)).isTrue();
        assertThat(directory.addIfAbsent(END_USER, "ALICE", WRONG)).isFalse();

        assertThat(directory.verify(END_USER, "alice", PASSWORD)).isInstanceOf(Verification.Accepted.class);
    }

    @Test
    void ofManyThatAddTheSameUserExactlyOneWins() throws Exception {
        UserDirectory other = anotherDirectory();
        List<Callable<Boolean>> calls = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            UserDirectory one = i % 2 == 0 ? directory : other;
            calls.add(() -> one.addIfAbsent(ADMINISTRATOR, "admin", PASSWORD));
        }

        assertThat(atOnce(calls)).containsOnlyOnce(true);
    }

    @Test
    void directoriesThatStartAtOnceShareTheDatabase() throws Exception {
        List<Callable<Boolean>> calls = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            UserDirectory one = anotherDirectory();
            String name = "user" + i;
            calls.add(() -> one.addIfAbsent(END_USER, name, PASSWORD));
        }

        assertThat(atOnce(calls)).containsOnly(true).hasSize(8);
        assertThat(directory.verify(END_USER, "user7", PASSWORD)).isInstanceOf(Verification.Accepted.class);
        assertThat(contents("\"users_schema_history\"")).containsOnlyOnce("users and login attempts");
    }

    @Test
    void theDatabaseHoldsNoPasswordAndNoNameThatWasTyped() throws Exception {
        directory.addIfAbsent(END_USER, "alice", PASSWORD);
        directory.verify(END_USER, "alice", WRONG);
        directory.verify(END_USER, PASSWORD, "alice");

        assertThat(contents("users")).noneMatch(value -> value.contains("horse"));
        assertThat(contents("login_attempts")).isNotEmpty()
                .noneMatch(value -> value.contains("horse") || value.contains("alice"));
    }

    @Test
    void aHashThatHasBecomeTooWeakIsReplacedAtTheNextLogin() throws Exception {
        directory.addIfAbsent(END_USER, "alice", PASSWORD);
        UserDirectory stronger = anotherDirectory(new PasswordHash.Cost(128, 2, 1), 1);
        stronger.verify(END_USER, "alice", WRONG);
        assertThat(contents("users")).anyMatch(value -> value.contains("m=64,t=1,"));

        assertThat(stronger.verify(END_USER, "alice", PASSWORD)).isInstanceOf(Verification.Accepted.class);

        assertThat(contents("users")).anyMatch(value -> value.contains("m=128,t=2,"));
        assertThat(directory.verify(END_USER, "alice", PASSWORD)).isInstanceOf(Verification.Accepted.class);
    }

    @Test
    void aDatabaseThatComesBackIsUsedAgain() throws Exception {
        driver.away(true);
        UserDirectory fresh = impatientDirectory();
        assertThatThrownBy(() -> fresh.hasAny(END_USER)).isInstanceOf(UserDirectoryUnavailableException.class);

        driver.away(false);

        assertThat(eventually(() -> fresh.hasAny(END_USER))).isFalse();
    }
}
