package com.iam.users.jdbc.internal;

import static com.iam.users.api.UserKind.ADMINISTRATOR;
import static com.iam.users.api.UserKind.END_USER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import com.iam.users.api.UserDirectory;
import com.iam.users.api.UserDirectoryUnavailableException;
import com.iam.users.api.Verification;
import com.iam.users.jdbc.internal.LoginAttempts.Counted;

/** How the directory limits guessing, on every database. */
abstract class ThrottlingContract extends UserDirectoryFixture {

    private void fail(String name, int times) {
        for (int i = 0; i < times; i++) {
            assertThat(directory.verify(END_USER, name, WRONG)).isEqualTo(refused());
        }
    }

    @Test
    void afterFiveFailuresEvenTheRightPasswordHasToWait() {
        directory.addIfAbsent(END_USER, "alice", PASSWORD);
        fail("alice", 5);

        assertThat(directory.verify(END_USER, "alice", PASSWORD)).isEqualTo(throttled(1));

        clock.advance(Duration.ofSeconds(1));
        assertThat(directory.verify(END_USER, "alice", PASSWORD)).isInstanceOf(Verification.Accepted.class);
    }

    @Test
    void theWaitDoublesWithEachFailureUpToTheLimit() {
        fail("alice", 5);

        for (long wait : new long[] {1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900}) {
            assertThat(directory.verify(END_USER, "alice", WRONG)).isEqualTo(throttled(wait));
            clock.advance(Duration.ofSeconds(wait));
            fail("alice", 1);
        }
    }

    @Test
    void attemptsWithinTheWaitDoNotProlongIt() {
        fail("alice", 5);
        clock.advance(Duration.ofMillis(600));

        assertThat(directory.verify(END_USER, "alice", WRONG))
                .isEqualTo(directory.verify(END_USER, "alice", WRONG))
                .isEqualTo(new Verification.Throttled(Duration.ofMillis(400)));
    }

    @Test
    void anUnknownNameIsThrottledLikeAKnownOne() {
        directory.addIfAbsent(END_USER, "alice", PASSWORD);
        fail("alice", 5);
        fail("nobody", 5);

        assertThat(directory.verify(END_USER, "nobody", WRONG))
                .isEqualTo(directory.verify(END_USER, "alice", WRONG)).isEqualTo(throttled(1));
    }

    @Test
    void namesAreThrottledByThemselves() {
        fail("alice", 5);

        assertThat(directory.verify(END_USER, "ALICE", WRONG)).isEqualTo(throttled(1));
        assertThat(directory.verify(END_USER, "bob", WRONG)).isEqualTo(refused());
        assertThat(directory.verify(ADMINISTRATOR, "alice", WRONG)).isEqualTo(refused());
    }

    private String deviceOf(String name) {
        directory.addIfAbsent(END_USER, name, PASSWORD);
        return directory.rememberDevice(END_USER, name, Optional.empty()).orElseThrow();
    }

    private Verification from(String device, String name, String password) {
        return directory.verify(END_USER, name, password, Optional.of(device));
    }

    @Test
    void othersGuessesAtANameDoNotHoldUpAKnownDevice() {
        String device = deviceOf("alice");
        fail("alice", 5);

        assertThat(from(device, "Alice", PASSWORD)).isInstanceOf(Verification.Accepted.class);
        assertThat(directory.verify(END_USER, "alice", PASSWORD)).as("the guesses still count").isEqualTo(throttled(1));
    }

    @Test
    void guessesFromAKnownDeviceAreCountedByThemselves() {
        String device = deviceOf("alice");
        for (int i = 0; i < 5; i++) {
            assertThat(from(device, "alice", WRONG)).isEqualTo(refused());
        }

        assertThat(from(device, "alice", PASSWORD)).isEqualTo(throttled(1));
        assertThat(directory.verify(END_USER, "alice", PASSWORD)).isInstanceOf(Verification.Accepted.class);
        clock.advance(Duration.ofSeconds(1));
        assertThat(from(device, "alice", PASSWORD)).isInstanceOf(Verification.Accepted.class);
    }

    @Test
    void aDeviceIsKnownForNobodyButTheUserWhoLoggedInFromIt() {
        String bobs = deviceOf("bob");
        deviceOf("alice");
        fail("alice", 5);

        assertThat(from(bobs, "alice", WRONG)).isEqualTo(throttled(1));
        assertThat(directory.verify(ADMINISTRATOR, "bob", WRONG, Optional.of(bobs))).isEqualTo(refused());
        assertThat(directory.rememberDevice(END_USER, "alice", Optional.of(bobs))).isPresent().get().isNotEqualTo(bobs);
        assertThat(directory.rememberDevice(END_USER, "nobody", Optional.of(bobs))).isEmpty();
        assertThat(directory.rememberDevice(END_USER, "\0", Optional.empty())).isEmpty();
    }

    @Test
    void aDeviceIsForgottenIfItIsNotUsedForLong() throws Exception {
        String device = deviceOf("alice");
        assertThat(contents("devices")).hasSize(4).doesNotContain(device);
        clock.advance(Devices.FORGOTTEN_AFTER.minusDays(1));
        assertThat(directory.rememberDevice(END_USER, "alice", Optional.of(device))).hasValue(device);
        clock.advance(Devices.FORGOTTEN_AFTER.minusDays(1));
        fail("bob", 1);
        assertThat(contents("devices")).as("it was used meanwhile").hasSize(4);

        clock.advance(Duration.ofDays(2));
        fail("bob", 1);

        assertThat(contents("devices")).isEmpty();
    }

    @Test
    void theDevicesOfAUserAreBounded() throws Exception {
        String first = deviceOf("alice");
        for (int i = 0; i < Devices.AT_MOST; i++) {
            clock.advance(Duration.ofSeconds(1));
            deviceOf("alice");
        }

        assertThat(contents("devices")).hasSize(4 * Devices.AT_MOST);
        assertThat(directory.rememberDevice(END_USER, "alice", Optional.of(first))).isPresent().get().isNotEqualTo(first);
    }

    @Test
    void aSuccessForgetsTheFailures() {
        directory.addIfAbsent(END_USER, "alice", PASSWORD);
        fail("alice", 4);
        directory.verify(END_USER, "alice", PASSWORD);

        fail("alice", 5);
    }

    @Test
    void guessesInParallelOnTwoInstancesDoNotSlipThrough() throws Exception {
        UserDirectory other = anotherDirectory();
        other.hasAny(END_USER);
        directory.hasAny(END_USER);
        Callable<Verification> here = () -> directory.verify(END_USER, "alice", WRONG);
        Callable<Verification> there = () -> other.verify(END_USER, "alice", WRONG);
        List<Callable<Verification>> calls = Stream.concat(Collections.nCopies(12, here).stream(),
                Collections.nCopies(12, there).stream()).toList();

        assertThat(atOnce(calls)).containsOnly(refused(), throttled(1))
                .filteredOn(refused()::equals).hasSize(5);
    }

    @Test
    void anAttemptWhosePasswordWasNotLookedAtDoesNotCount() throws Exception {
        UserDirectory overloaded = overloadedDirectory();
        for (int i = 0; i < 6; i++) {
            assertThatThrownBy(() -> overloaded.verify(END_USER, "alice", WRONG))
                    .isInstanceOf(UserDirectoryUnavailableException.class);
        }

        fail("alice", 5);
    }

    @Test
    void anAttemptWhosePasswordWasNotLookedAtDoesNotProlongTheWait() throws Exception {
        directory.addIfAbsent(END_USER, "alice", PASSWORD);
        fail("alice", 5);
        clock.advance(Duration.ofSeconds(1));
        fail("alice", 1);
        clock.advance(Duration.ofSeconds(2));

        UserDirectory overloaded = overloadedDirectory();
        assertThatThrownBy(() -> overloaded.verify(END_USER, "alice", PASSWORD))
                .isInstanceOf(UserDirectoryUnavailableException.class);

        assertThat(directory.verify(END_USER, "alice", PASSWORD)).isInstanceOf(Verification.Accepted.class);
    }

    @Test
    void anAttemptWhosePasswordWasNotLookedAtLeavesNothingBehind() throws Exception {
        UserDirectory overloaded = overloadedDirectory();

        assertThatThrownBy(() -> overloaded.verify(END_USER, "alice", WRONG))
                .isInstanceOf(UserDirectoryUnavailableException.class);

        assertThat(contents("login_attempts")).isEmpty();
    }

    @Test
    void whatIsGivenBackLeavesALaterAttemptCounted() throws Exception {
        directory.hasAny(END_USER);
        LoginAttempts attempts = new LoginAttempts(settings.throttle());
        AttemptKey key = AttemptKey.ofPasswords(NameKey.of(END_USER, "alice"));
        try (Connection connection = connect()) {
            Instant later = clock.instant().plusSeconds(1);
            Counted first = (Counted) attempts.reserve(connection, key, clock.instant(), clock.instant());
            Counted second = (Counted) attempts.reserve(connection, key, later, later);

            attempts.giveBack(connection, key, first);

            Counted third = (Counted) attempts.reserve(connection, key, later, later);
            assertThat(second.before()).contains(first.now());
            assertThat(third.before()).contains(new AttemptRows.Count(1, second.now().last(), 1));
        }
    }

    @Test
    void afterADayFailuresAreForgottenAndRemoved() throws Exception {
        fail("alice", 5);
        fail("bob", 1);
        clock.advance(Duration.ofHours(25));

        fail("alice", 5);
        assertThat(contents("login_attempts")).as("one row of five columns").hasSize(5);
    }

    @Test
    void parallelLogInsOfOneNameWithTheRightPasswordAllSucceedOnTwoInstances() throws Exception {
        directory.addIfAbsent(END_USER, "alice", PASSWORD);
        UserDirectory other = anotherDirectory();
        other.hasAny(END_USER);
        List<Callable<Verification>> calls = Stream.concat(
                Collections.<Callable<Verification>>nCopies(10, () -> directory.verify(END_USER, "alice", PASSWORD)).stream(),
                Collections.<Callable<Verification>>nCopies(10, () -> other.verify(END_USER, "alice", PASSWORD)).stream()).toList();

        assertThat(atOnce(calls)).hasSize(20).allMatch(Verification.Accepted.class::isInstance);
        assertThat(contents("login_attempts")).isEmpty();
    }

    @Test
    void ofFortyGuessesInParallelThirtyFiveAreRefused() throws Exception {
        UserDirectory other = anotherDirectory(new PasswordHash.Cost(4096, 4, 1), 1);
        other.hasAny(END_USER);
        directory.hasAny(END_USER);
        List<Callable<Verification>> calls = Stream.concat(
                Collections.<Callable<Verification>>nCopies(20, () -> directory.verify(END_USER, "alice", WRONG)).stream(),
                Collections.<Callable<Verification>>nCopies(20, () -> other.verify(END_USER, "alice", WRONG)).stream()).toList();

        List<Verification> results = atOnce(calls);

        assertThat(results).filteredOn(refused()::equals).hasSize(5);
        assertThat(results).filteredOn(Verification.Throttled.class::isInstance).hasSize(35);
        assertThat(contents("login_attempts")).as("nothing is under way any more").hasSize(5).endsWith("0");
    }

    @Test
    void theWaitIsNoLongerThanItShouldBeWhateverTheClockIsSetTo() {
        directory.addIfAbsent(END_USER, "alice", PASSWORD);
        for (Duration jump : List.of(Duration.ofDays(-1), Duration.ofHours(1), Duration.ofDays(-400), Duration.ofDays(400))) {
            fail("alice", 5);
            clock.set(jump);
            Verification early = directory.verify(END_USER, "alice", WRONG);
            if (early instanceof Verification.Throttled throttled) {
                assertThat(throttled.retryAfter()).isPositive().isLessThanOrEqualTo(Duration.ofSeconds(1));
            }
            clock.advance(Duration.ofSeconds(2));
            assertThat(directory.verify(END_USER, "alice", PASSWORD)).as("after %s", jump).isInstanceOf(Verification.Accepted.class);
        }
    }

    @Test
    void guessesAreStillCountedAfterTheClockWasSetBack() {
        fail("alice", 7 - 2);
        clock.set(Duration.ofDays(-1));

        assertThat(directory.verify(END_USER, "alice", WRONG)).isEqualTo(throttled(1));
        clock.advance(Duration.ofSeconds(1));
        fail("alice", 1);
        assertThat(directory.verify(END_USER, "alice", WRONG)).isEqualTo(throttled(2));
    }
}
