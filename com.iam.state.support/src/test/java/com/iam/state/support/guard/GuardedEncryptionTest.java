package com.iam.state.support.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import com.iam.state.api.Bytes;
import com.iam.state.api.StateUnavailableException;
import com.iam.state.api.Unreadable;
import com.iam.state.api.admin.KeyInfo;
import com.iam.state.api.provider.Deadline;
import com.iam.state.api.provider.Opened;

/** What others have written is tried first, and then trusted with nothing but its task. */
class GuardedEncryptionTest {

    private static final Duration LONG = Duration.ofSeconds(20);

    private final FaultyEncryption faulty = new FaultyEncryption();
    private final GuardedEncryption guarded = new GuardedEncryption(faulty, "acme 'x'", false);

    record Fault(String what, Consumer<FaultyEncryption> begins, String told) {
        @Override
        public String toString() {
            return what;
        }
    }

    static List<Fault> faults() {
        return List.of(
                new Fault("seal throws", e -> e.seal = (plain, context) -> { throw new IllegalArgumentException("secret"); },
                        "it failed: java.lang.IllegalArgumentException"),
                new Fault("seal lacks a class", e -> e.seal = (plain, context) -> { throw new NoClassDefFoundError("hsm"); },
                        "it failed: java.lang.NoClassDefFoundError"),
                new Fault("seal answers null", e -> e.seal = (plain, context) -> null, "does not begin with an envelope"),
                new Fault("seal answers the plain", e -> e.seal = (plain, context) -> plain, "does not begin with an envelope"),
                new Fault("seal encrypts nothing", e -> e.seal = (plain, context) -> FaultyEncryption.readable(plain), "can be read"),
                new Fault("open throws", e -> e.open = (sealed, context) -> { throw new AssertionError(); },
                        "it failed: java.lang.AssertionError"),
                new Fault("open answers null", e -> e.open = (sealed, context) -> null, "does not open what it sealed"),
                new Fault("open answers something else", e -> e.open = (sealed, context) -> new Opened.Plain(new byte[0]), "does not open"),
                new Fault("no context is bound", e -> e.bound = List.of(), "opens with another namespace"),
                new Fault("the revision is not bound", e -> e.bound = FaultyEncryption.allBut("revision"), "opens with another revision"),
                new Fault("the subject is not bound", e -> e.bound = FaultyEncryption.allBut("subject"), "opens with another subject"),
                new Fault("the lifetime is not bound", e -> e.bound = FaultyEncryption.allBut("lifetime"), "opens with another lifetime"),
                new Fault("nothing is authenticated", e -> e.authentic = false, "a state opens that was changed"),
                new Fault("tokens are empty", e -> e.tokens = subject -> List.of(), "does not give a token"),
                new Fault("tokens are null", e -> e.tokens = subject -> null, "does not give a token"),
                new Fault("tokens are short", e -> e.tokens = subject -> List.of(Bytes.copyOf(new byte[16])), "does not give a token"),
                new Fault("tokens change", e -> e.tokens = subject -> List.of(FaultyEncryption.random()), "another token each time"),
                new Fault("tokens are all the same", e -> e.tokens = subject -> List.of(Bytes.copyOf(new byte[32])), "are the same"),
                new Fault("there is no key", e -> e.keys = List::of, "it has no key"),
                new Fault("keys are null", e -> e.keys = () -> null, "it has no key"),
                new Fault("the first key is not primary", e -> e.keys = () -> List.of(new KeyInfo(FaultyEncryption.KEY, KeyInfo.Use.ENABLED)),
                        "has to be the primary one"),
                new Fault("a key has no id", e -> e.keys = () -> List.of(new KeyInfo("key", KeyInfo.Use.PRIMARY)), "16 hexadecimal digits"),
                new Fault("it encrypts nothing and is silent", e -> e.keys = () -> List.of(new KeyInfo(KeyInfo.NONE, KeyInfo.Use.PRIMARY)),
                        "does not warn"),
                new Fault("there is no warning, nor none", e -> e.warning = null, "does not warn"),
                new Fault("garbage makes it throw", e -> e.careless = true, "it failed: "));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void aFaultyOneIsNotUsed(Fault fault) {
        fault.begins().accept(faulty);

        assertThat(guarded.rehearse(LONG)).hasValueSatisfying(why -> assertThat(why).contains(fault.told()).doesNotContain("secret"));
    }

    @Test
    void oneThatDoesWhatItShouldIsTriedOnce() {
        assertThat(guarded.rehearse(LONG)).isEmpty();
        long sealed = faulty.sealed.get();
        assertThat(guarded.rehearse(LONG)).isEmpty();

        assertThat(faulty.sealed.get()).isEqualTo(sealed);
        assertThat(guarded.keys()).isEqualTo(faulty.keys());
    }

    @Test
    void oneThatHangsIsGivenUpAndNotTriedAgainWhileItHangs() {
        CountDownLatch end = new CountDownLatch(1);
        faulty.seal = (plain, context) -> FaultyEncryption.hang(end);

        assertThat(guarded.rehearse(Duration.ofMillis(50))).hasValueSatisfying(why -> assertThat(why).contains("did not answer within"));
        assertThat(guarded.rehearse(LONG)).contains("it has not answered yet");
        end.countDown();
    }

    @ParameterizedTest
    @MethodSource("later")
    void whatGoesWrongLaterIsAnOutageWithItsName(Fault fault) {
        assertThat(guarded.rehearse(LONG)).isEmpty();
        fault.begins().accept(faulty);

        assertThatExceptionOfType(StateUnavailableException.class).isThrownBy(() -> {
            Deadline soon = Deadline.after(LONG);
            byte[] sealed = guarded.seal(new byte[] {1}, TrialContexts.FIRST, soon);
            guarded.open(sealed, TrialContexts.FIRST, soon);
            guarded.tokens("iam", "login", "ada", soon);
            guarded.refresh(soon);
        }).withMessageContaining("acme 'x'").withMessageContaining(fault.told()).withMessageNotContaining("secret");
        assertThat(guarded.keys()).as("what is shown").extracting(KeyInfo::id).containsExactly(FaultyEncryption.KEY);
    }

    static List<Fault> later() {
        return List.of(
                new Fault("seal throws", e -> e.seal = (plain, context) -> { throw new IllegalArgumentException("secret"); },
                        "failed: java.lang.IllegalArgumentException"),
                new Fault("seal overflows", e -> e.seal = (plain, context) -> { throw new StackOverflowError(); },
                        "failed: java.lang.StackOverflowError"),
                new Fault("seal throws what it may not", e -> e.seal = (plain, context) -> FaultyEncryption.sneakily(new Exception("secret")),
                        "failed: java.lang.Exception"),
                new Fault("the device is away", e -> e.seal = (plain, context) -> { throw new StateUnavailableException("no HSM"); }, "no HSM"),
                new Fault("seal answers null", e -> e.seal = (plain, context) -> null, "sealed nothing"),
                new Fault("seal stops encrypting", e -> e.seal = (plain, context) -> FaultyEncryption.plain(plain), "another key"),
                new Fault("open answers null", e -> e.open = (sealed, context) -> null, "neither opened nor refused"),
                new Fault("open answers nothing", e -> e.open = (sealed, context) -> new Opened.Plain(null), "neither opened nor refused"),
                new Fault("open refuses without a reason", e -> e.open = (sealed, context) -> new Opened.Refused(null), "neither opened"),
                new Fault("tokens are empty", e -> e.tokens = subject -> List.of(), "gave no token"),
                new Fault("tokens throw", e -> e.tokens = subject -> { throw new LinkageError("secret"); }, "failed: java.lang.LinkageError"),
                new Fault("its warning is lost", e -> e.warning = null, "whether it warns"),
                new Fault("keys are lost", e -> e.keys = List::of, "which keys it has"));
    }

    @Test
    void oneThatHangsLaterHoldsNobodyUpForLongerThanItsDeadline() {
        assertThat(guarded.rehearse(LONG)).isEmpty();
        CountDownLatch end = new CountDownLatch(1);
        faulty.open = (sealed, context) -> FaultyEncryption.hang(end);

        for (int i = 0; i < 70; i++) {
            assertThatExceptionOfType(StateUnavailableException.class)
                    .isThrownBy(() -> guarded.open(new byte[20], TrialContexts.FIRST, Deadline.after(Duration.ofMillis(5))))
                    .withMessageContaining("acme 'x'");
        }
        end.countDown();
        faulty.open = (sealed, context) -> new Opened.Refused(Unreadable.MALFORMED);
        assertThat(guarded.open(new byte[20], TrialContexts.FIRST, Deadline.after(LONG))).isInstanceOf(Opened.Refused.class);
    }

    @Test
    void whatItIsGivenItCannotChange() {
        assertThat(guarded.rehearse(LONG)).isEmpty();
        byte[] plain = {1, 2, 3};
        faulty.seal = (given, context) -> {
            given[0] = 9;
            return faulty.really(given, context);
        };

        guarded.seal(plain, TrialContexts.FIRST, Deadline.after(LONG));
        assertThat(plain).containsExactly(1, 2, 3);
    }

    @Test
    void oneThatIsLocalIsCalledOnTheCallersThread() {
        GuardedEncryption local = new GuardedEncryption(faulty, "acme 'x'", true);
        assertThat(local.rehearse(LONG)).isEmpty();
        Thread[] caller = new Thread[1];
        faulty.seal = (plain, context) -> {
            caller[0] = Thread.currentThread();
            throw new IllegalStateException();
        };

        assertThatExceptionOfType(StateUnavailableException.class)
                .isThrownBy(() -> local.seal(new byte[1], TrialContexts.FIRST, Deadline.after(LONG))).withMessageContaining("acme 'x'");
        assertThat(caller[0]).isSameAs(Thread.currentThread());
        assertThat(local.warning()).isEqualTo(Optional.empty());
    }
}
