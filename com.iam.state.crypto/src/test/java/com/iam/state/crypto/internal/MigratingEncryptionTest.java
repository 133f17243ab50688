package com.iam.state.crypto.internal;

import static com.iam.state.crypto.internal.Aes128GcmEncryptionTest.plain;
import static com.iam.state.crypto.internal.Aes128GcmEncryptionTest.why;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import com.iam.state.api.Unreadable;
import com.iam.state.api.admin.KeyInfo;
import com.iam.state.api.admin.KeyInfo.Use;
import com.iam.state.api.provider.Envelope;
import com.iam.state.api.provider.Opened;
import com.iam.state.api.provider.SealContext;
import com.iam.state.api.provider.StateEncryption;

class MigratingEncryptionTest {

    private static final SealContext CONTEXT = Golden.context();
    private static final byte[] PLAIN = {1, 2, 3};
    private static final StateEncryptionKey A = Golden.key(1);
    private static final StateEncryptionKey B = Golden.key(2);
    private static final StateEncryptionKey C = Golden.key(3);

    private final MutableClock clock = new MutableClock();
    private final StateEncryption none = new NoEncryption();
    private final StateEncryption previous = Golden.aes(A);
    private final StateEncryption next = Golden.aes(B);

    @Test
    void readBothSealsWithThePreviousAndOpensBoth() {
        StateEncryption migrating = between(previous, next, Phase.READ_BOTH);

        assertThat(sealedUnder(migrating)).isEqualTo(A.id());
        assertOpens(migrating, previous);
        assertOpens(migrating, next);
        assertThat(needsReseal(migrating, previous)).isFalse();
        assertThat(needsReseal(migrating, next)).isTrue();
        assertThat(migrating.keys()).containsExactly(new KeyInfo(A.id(), Use.PRIMARY), new KeyInfo(B.id(), Use.ENABLED));
        assertThat(migrating.tokens("n", "m", "s")).containsExactly(A.token("n", "m", "s"), B.token("n", "m", "s"));
    }

    @Test
    void writeNewSealsWithTheNewAndOpensBoth() {
        StateEncryption migrating = between(previous, next, Phase.WRITE_NEW);

        assertThat(sealedUnder(migrating)).isEqualTo(B.id());
        assertOpens(migrating, previous);
        assertOpens(migrating, next);
        assertThat(needsReseal(migrating, previous)).isTrue();
        assertThat(needsReseal(migrating, next)).isFalse();
        assertThat(migrating.keys()).containsExactly(new KeyInfo(B.id(), Use.PRIMARY), new KeyInfo(A.id(), Use.ENABLED));
        assertThat(migrating.tokens("n", "m", "s")).containsExactly(B.token("n", "m", "s"), A.token("n", "m", "s"));
    }

    @Test
    void retiredSealsAndOpensWithTheNewAlone() {
        StateEncryption migrating = between(previous, next, Phase.RETIRED);

        assertThat(sealedUnder(migrating)).isEqualTo(B.id());
        assertRefuses(migrating, previous, Unreadable.RETIRED_KEY);
        assertOpens(migrating, next);
        assertThat(migrating.keys()).containsExactly(new KeyInfo(B.id(), Use.PRIMARY), new KeyInfo(A.id(), Use.RETIRED));
        assertThat(migrating.tokens("n", "m", "s")).containsExactly(B.token("n", "m", "s"));
    }

    @ParameterizedTest
    @EnumSource(Phase.class)
    void whatNeitherHasIsRefusedInEveryPhase(Phase phase) {
        StateEncryption migrating = between(previous, Golden.aes(Set.of("00000000000000aa"), B), phase);

        assertRefuses(migrating, Golden.aes(C), Unreadable.UNKNOWN_KEY);
        assertRefuses(migrating, none, Unreadable.PLAINTEXT_REFUSED);
        assertThat(why(migrating.open(new Envelope(1, 1, "00000000000000aa").header(), CONTEXT))).isEqualTo(Unreadable.RETIRED_KEY);
        assertThat(why(migrating.open(new Envelope(2, 1, A.id()).header(), CONTEXT))).isEqualTo(Unreadable.NEWER_FORMAT);
        assertThat(why(migrating.open(new byte[9], CONTEXT))).isEqualTo(Unreadable.MALFORMED);
    }

    @Test
    void aKeyThatFailsIsNotFollowedByATrialOfTheOther() {
        byte[] sealed = previous.seal(PLAIN, CONTEXT);
        System.arraycopy(new Envelope(1, 1, B.id()).header(), 0, sealed, 0, Envelope.HEADER_LENGTH);

        assertThat(why(between(previous, next, Phase.READ_BOTH).open(sealed, CONTEXT))).isEqualTo(Unreadable.NOT_AUTHENTIC);
    }

    @Test
    void ofAKeyThatBothHaveTheBetterUseCounts() {
        StateEncryption rotating = Golden.aes(A, C);
        StateEncryption retiring = Golden.aes(Set.of(A.id()), B, C);

        StateEncryption writing = between(rotating, retiring, Phase.WRITE_NEW);
        assertThat(writing.keys()).containsExactly(new KeyInfo(B.id(), Use.PRIMARY), new KeyInfo(C.id(), Use.ENABLED),
                new KeyInfo(A.id(), Use.ENABLED));
        assertThat(writing.tokens("n", "m", "s"))
                .containsExactly(B.token("n", "m", "s"), C.token("n", "m", "s"), A.token("n", "m", "s"));
        assertOpens(writing, previous);

        StateEncryption retired = between(rotating, retiring, Phase.RETIRED);
        assertThat(retired.keys()).containsExactly(new KeyInfo(B.id(), Use.PRIMARY), new KeyInfo(C.id(), Use.ENABLED),
                new KeyInfo(A.id(), Use.RETIRED));
        assertRefuses(retired, previous, Unreadable.RETIRED_KEY);
    }

    @Test
    void plaintextIsAcceptedUntilTheDeadlineAndNotAMomentLonger() {
        StateEncryption migrating = fromPlaintext(Phase.WRITE_NEW);
        clock.advance(Duration.ofHours(1).minusNanos(1));
        assertOpens(migrating, none);
        assertThat(migrating.warning()).hasValueSatisfying(warning -> assertThat(warning).contains("until"));

        clock.advance(Duration.ofNanos(1));

        assertRefuses(migrating, none, Unreadable.PLAINTEXT_REFUSED);
        assertOpens(migrating, next);
        assertThat(migrating.warning()).isEmpty();
        assertThat(migrating.keys()).containsExactly(new KeyInfo(B.id(), Use.PRIMARY), new KeyInfo(KeyInfo.NONE, Use.RETIRED));
    }

    @Test
    void whatWasNotSealedByAKeyIsGoodUntilTheDeadlineAtTheMost() {
        Instant until = clock.instant().plusSeconds(60);
        StateEncryption migrating = new MigratingEncryption(none, next, Phase.WRITE_NEW, Optional.of(until), clock);

        assertThat(migrating.open(none.seal(PLAIN, CONTEXT), CONTEXT)).isInstanceOfSatisfying(Opened.Plain.class,
                plain -> assertThat(plain.until()).contains(until));
        assertThat(migrating.open(next.seal(PLAIN, CONTEXT), CONTEXT)).isInstanceOfSatisfying(Opened.Plain.class,
                plain -> assertThat(plain.until()).isEmpty());
    }

    @Test
    void nothingIsWrittenInClearAfterTheDeadline() {
        StateEncryption migrating = fromPlaintext(Phase.READ_BOTH);
        assertThat(sealedUnder(migrating)).isEqualTo(KeyInfo.NONE);
        assertThat(migrating.warning()).hasValueSatisfying(warning -> assertThat(warning).contains("not encrypted yet"));

        clock.advance(Duration.ofHours(1));

        assertThat(sealedUnder(migrating)).isEqualTo(B.id());
        assertThat(migrating.tokens("n", "m", "s")).containsExactly(B.token("n", "m", "s"));
    }

    @Test
    void plaintextCannotBeDisguisedAsAnotherKeysState() {
        StateEncryption migrating = fromPlaintext(Phase.WRITE_NEW);
        byte[] disguised = none.seal(PLAIN, CONTEXT);
        System.arraycopy(new Envelope(1, Envelope.SUITE_NONE, B.id()).header(), 0, disguised, 0, Envelope.HEADER_LENGTH);

        assertThat(why(migrating.open(disguised, CONTEXT))).isEqualTo(Unreadable.PLAINTEXT_REFUSED);
    }

    private StateEncryption between(StateEncryption before, StateEncryption after, Phase phase) {
        return new MigratingEncryption(before, after, phase, Optional.empty(), clock);
    }

    private StateEncryption fromPlaintext(Phase phase) {
        return new MigratingEncryption(none, next, phase, Optional.of(clock.instant().plus(Duration.ofHours(1))), clock);
    }

    private static String sealedUnder(StateEncryption migrating) {
        byte[] sealed = migrating.seal(PLAIN, CONTEXT);
        assertThat(plain(migrating.open(sealed, CONTEXT))).isEqualTo(PLAIN);
        return Envelope.of(sealed).orElseThrow().keyId();
    }

    private static boolean needsReseal(StateEncryption migrating, StateEncryption sealedBy) {
        return migrating.needsReseal(Envelope.of(sealedBy.seal(PLAIN, CONTEXT)).orElseThrow());
    }

    private static void assertOpens(StateEncryption migrating, StateEncryption sealedBy) {
        assertThat(plain(migrating.open(sealedBy.seal(PLAIN, CONTEXT), CONTEXT))).isEqualTo(PLAIN);
    }

    private static void assertRefuses(StateEncryption migrating, StateEncryption sealedBy, Unreadable why) {
        assertThat(why(migrating.open(sealedBy.seal(PLAIN, CONTEXT), CONTEXT))).isEqualTo(why);
    }
}
