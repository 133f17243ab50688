package com.iam.users.jdbc.internal;

import static com.iam.users.api.UserKind.ADMINISTRATOR;
import static com.iam.users.api.UserKind.END_USER;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import com.iam.users.api.User;
import com.iam.users.api.UserDirectory;
import com.iam.users.api.Verification;

/** What holds for one-time codes on every database. */
abstract class CodeContract extends UserDirectoryFixture {

    private static final Verification ALICE = new Verification.Accepted(new User(END_USER, "Alice"));

    private String secret;

    @BeforeEach
    void addAlice() {
        directory.addIfAbsent(END_USER, "Alice", PASSWORD);
        secret = directory.renewCodeSecret(END_USER, "alice").orElseThrow();
    }

    /** The code of some steps from now. */
    private String code(long steps) {
        return OneTimeCodes.code(secret, OneTimeCodes.stepAt(clock.instant()) + steps);
    }

    private String wrong() {
        return code(0).equals("000000") || code(1).equals("000000") || code(-1).equals("000000") ? "111111" : "000000";
    }

    private Verification check(String code) {
        return directory.verifyCode(END_USER, "ALICE", code);
    }

    @Test
    void theRightCodeIsAcceptedOnce() throws Exception {
        assertThat(check(code(0))).isEqualTo(ALICE);

        assertThat(check(code(0))).isEqualTo(refused());
        assertThat(anotherDirectory().verifyCode(END_USER, "alice", code(0))).isEqualTo(refused());
    }

    @Test
    void afterACodeThereIsNoOlderOneButTheNext() {
        assertThat(check(code(0))).isEqualTo(ALICE);

        assertThat(check(code(-1))).isEqualTo(refused());
        clock.advance(Duration.ofSeconds(30));
        assertThat(check(code(0))).isEqualTo(ALICE);
    }

    @Test
    void ofManyThatTryOneCodeAtOnceOnTwoInstancesOneSucceeds() throws Exception {
        execute("DELETE FROM login_attempts");
        UserDirectory patient = patientDirectory();
        UserDirectory other = patientDirectory();
        other.hasAny(END_USER);
        String code = code(0);
        Callable<Verification> here = () -> patient.verifyCode(END_USER, "alice", code);
        Callable<Verification> there = () -> other.verifyCode(END_USER, "alice", code);

        List<Verification> results = atOnce(Stream.concat(Collections.nCopies(6, here).stream(),
                Collections.nCopies(6, there).stream()).toList());

        assertThat(results).containsOnly(ALICE, refused()).containsOnlyOnce(ALICE);
    }

    @Test
    void unknownNamesAndUsersWithoutASecretAreRefusedAndThrottledAlike() {
        directory.addIfAbsent(END_USER, "bob", PASSWORD);
        for (String name : List.of("bob", "nobody", "Alice")) {
            for (int i = 0; i < 5; i++) {
                assertThat(directory.verifyCode(END_USER, name, wrong())).isEqualTo(refused());
            }
            assertThat(directory.verifyCode(END_USER, name, wrong())).isEqualTo(throttled(1));
        }
        assertThat(directory.verifyCode(END_USER, "a".repeat(129), "1")).isEqualTo(refused());
        assertThat(directory.verifyCode(END_USER, "ali\u0000ce", "1")).isEqualTo(refused());
    }

    @Test
    void theRightCodeHasToWaitToo() {
        for (int i = 0; i < 5; i++) {
            check(wrong());
        }
        assertThat(check(code(0))).isEqualTo(throttled(1));

        clock.advance(Duration.ofSeconds(1));
        assertThat(check(code(0))).isEqualTo(ALICE);
        assertThat(check(wrong())).as("the failures are forgotten").isEqualTo(refused());
    }

    @Test
    void codesAndPasswordsAreCountedApart() {
        for (int i = 0; i < 5; i++) {
            check(wrong());
        }
        assertThat(directory.verify(END_USER, "alice", PASSWORD)).isInstanceOf(Verification.Accepted.class);

        assertThat(check(code(0))).as("a log-in takes no failures with codes back").isEqualTo(throttled(1));
    }

    @Test
    void aNewSecretTakesThePlaceOfTheOld() {
        String before = code(0);
        secret = directory.renewCodeSecret(END_USER, "alice").orElseThrow();

        assertThat(check(before)).isEqualTo(refused());
        assertThat(check(code(0))).isEqualTo(ALICE);
    }

    @Test
    void aDisabledUserHasNoCode() throws Exception {
        execute("UPDATE users SET disabled = TRUE");

        assertThat(check(code(0))).isEqualTo(refused());
    }

    @Test
    void onlyAUserGetsASecretAndItGoesWithTheUser() throws Exception {
        assertThat(directory.renewCodeSecret(END_USER, "nobody")).isEmpty();
        assertThat(directory.renewCodeSecret(ADMINISTRATOR, "alice")).isEmpty();
        assertThat(directory.renewCodeSecret(END_USER, "\u0000")).isEmpty();

        execute("DELETE FROM users");
        assertThat(contents("code_secrets")).isEmpty();
    }

    @Test
    void aCodeThatWasUsedWhileTheClockWasAheadDoesNotKeepOthersFromBeingUsed() {
        String before = code(0);
        assertThat(directory.verifyCode(END_USER, "alice", before)).isInstanceOf(Verification.Accepted.class);
        clock.set(Duration.ofDays(1));
        String ahead = code(0);
        assertThat(directory.verifyCode(END_USER, "alice", ahead)).isInstanceOf(Verification.Accepted.class);
        clock.set(Duration.ofDays(-1));

        assertThat(directory.verifyCode(END_USER, "alice", before)).as("used already").isEqualTo(refused());
        assertThat(directory.verifyCode(END_USER, "alice", code(1))).isInstanceOf(Verification.Accepted.class);
        assertThat(directory.verifyCode(END_USER, "alice", code(0))).as("an older one").isEqualTo(refused());
        clock.advance(Duration.ofDays(1));
        assertThat(directory.verifyCode(END_USER, "alice", ahead)).as("used already").isEqualTo(refused());
    }
}
