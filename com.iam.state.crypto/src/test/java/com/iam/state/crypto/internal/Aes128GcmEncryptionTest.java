package com.iam.state.crypto.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import com.iam.state.api.Bytes;
import com.iam.state.api.Envelope;
import com.iam.state.api.KeyInfo;
import com.iam.state.api.Opened;
import com.iam.state.api.SealContext;
import com.iam.state.api.SecretHash;
import com.iam.state.api.StateKey;
import com.iam.state.api.Timeouts;
import com.iam.state.api.Unreadable;
import com.iam.state.api.WriteId;

class Aes128GcmEncryptionTest {

    private static final byte[] PLAIN = "some state".getBytes();
    private static final SealContext CONTEXT = Golden.context();
    private static final StateEncryptionKey OLD = Golden.key(1);
    private static final StateEncryptionKey NEW = Golden.key(2);

    private final Aes128GcmEncryption encryption = Golden.aes(OLD);

    @Test
    void whatWasSealedOpens() {
        for (byte[] plain : List.of(PLAIN, new byte[0], new byte[100_000])) {
            byte[] sealed = encryption.seal(plain, CONTEXT);

            assertThat(sealed).hasSize(Envelope.HEADER_LENGTH + AesGcm.OVERHEAD + plain.length);
            assertThat(Envelope.of(sealed)).hasValue(new Envelope(1, Envelope.SUITE_AES_128_GCM, OLD.id()));
            assertThat(plain(encryption.open(sealed, CONTEXT))).isEqualTo(plain);
        }
    }

    @Test
    void theSameStateIsNeverSealedTheSameWayTwice() {
        assertThat(encryption.seal(PLAIN, CONTEXT)).isNotEqualTo(encryption.seal(PLAIN, CONTEXT));
    }

    @Test
    void noBitCanBeChanged() {
        byte[] sealed = encryption.seal(PLAIN, CONTEXT);
        for (int bit = 0; bit < sealed.length * 8; bit++) {
            byte[] changed = sealed.clone();
            changed[bit / 8] ^= 1 << bit % 8;

            Unreadable why = why(encryption.open(changed, CONTEXT));

            if (bit < Envelope.HEADER_LENGTH * 8) {
                assertThat(why).as("bit %d", bit).isIn(Unreadable.MALFORMED, Unreadable.NEWER_FORMAT, Unreadable.PLAINTEXT_REFUSED,
                        Unreadable.UNKNOWN_KEY);
            } else {
                assertThat(why).as("bit %d", bit).isEqualTo(Unreadable.NOT_AUTHENTIC);
            }
        }
    }

    @Test
    void nothingCanBeCutOffOrAdded() {
        byte[] sealed = encryption.seal(PLAIN, CONTEXT);
        for (int length = 0; length < sealed.length; length++) {
            assertThat(why(encryption.open(Arrays.copyOf(sealed, length), CONTEXT))).isEqualTo(
                    length < Envelope.HEADER_LENGTH + AesGcm.OVERHEAD ? Unreadable.MALFORMED : Unreadable.NOT_AUTHENTIC);
        }
        assertThat(why(encryption.open(Arrays.copyOf(sealed, sealed.length + 1), CONTEXT))).isEqualTo(Unreadable.NOT_AUTHENTIC);
    }

    static List<SealContext> otherContexts() {
        SealContext c = CONTEXT;
        StateKey otherModule = new StateKey("admin", c.key().storageId());
        StateKey otherId = new StateKey(c.key().module(), "BAECAwQFBgcICQoLDA0ODw");
        SecretHash otherHash = new SecretHash(Bytes.copyOf(new byte[32]));
        Optional<Bytes> otherToken = Optional.of(Bytes.copyOf(new byte[32]));
        Timeouts longerIdle = new Timeouts(c.timeouts().idle().plusMillis(1), c.timeouts().absoluteLifetime());
        Timeouts longerLife = new Timeouts(c.timeouts().idle(), c.timeouts().absoluteLifetime().plus(Duration.ofDays(1)));
        return List.of(
                new SealContext("prod", c.key(), c.secretHash(), c.revision(), c.writeId(), c.subjectToken(), c.createdAt(), c.timeouts()),
                new SealContext(c.namespace(), otherModule, c.secretHash(), c.revision(), c.writeId(), c.subjectToken(), c.createdAt(), c.timeouts()),
                new SealContext(c.namespace(), otherId, c.secretHash(), c.revision(), c.writeId(), c.subjectToken(), c.createdAt(), c.timeouts()),
                new SealContext(c.namespace(), c.key(), otherHash, c.revision(), c.writeId(), c.subjectToken(), c.createdAt(), c.timeouts()),
                new SealContext(c.namespace(), c.key(), c.secretHash(), c.revision() - 1, c.writeId(), c.subjectToken(), c.createdAt(), c.timeouts()),
                new SealContext(c.namespace(), c.key(), c.secretHash(), c.revision(), new WriteId(1, 2), c.subjectToken(), c.createdAt(), c.timeouts()),
                new SealContext(c.namespace(), c.key(), c.secretHash(), c.revision(), c.writeId(), otherToken, c.createdAt(), c.timeouts()),
                new SealContext(c.namespace(), c.key(), c.secretHash(), c.revision(), c.writeId(), Optional.empty(), c.createdAt(), c.timeouts()),
                new SealContext(c.namespace(), c.key(), c.secretHash(), c.revision(), c.writeId(), c.subjectToken(), c.createdAt().plusMillis(1), c.timeouts()),
                new SealContext(c.namespace(), c.key(), c.secretHash(), c.revision(), c.writeId(), c.subjectToken(), c.createdAt(), longerIdle),
                new SealContext(c.namespace(), c.key(), c.secretHash(), c.revision(), c.writeId(), c.subjectToken(), c.createdAt(), longerLife),
                // a swap of two neighbours
                new SealContext(c.key().module(), new StateKey(c.namespace(), c.key().storageId()), c.secretHash(), c.revision(),
                        c.writeId(), c.subjectToken(), c.createdAt(), c.timeouts()),
                new SealContext(c.namespace(), c.key(), c.secretHash(), c.revision(), c.writeId(), c.subjectToken(), c.createdAt(),
                        new Timeouts(c.timeouts().absoluteLifetime(), c.timeouts().idle())));
    }

    @ParameterizedTest
    @MethodSource("otherContexts")
    void aStateDoesNotOpenInAnotherContext(SealContext other) {
        assertThat(why(encryption.open(encryption.seal(PLAIN, CONTEXT), other))).isEqualTo(Unreadable.NOT_AUTHENTIC);
    }

    @Test
    void plaintextIsRefusedWhateverItsKeyId() {
        assertThat(why(encryption.open(new NoEncryption().seal(PLAIN, CONTEXT), CONTEXT))).isEqualTo(Unreadable.PLAINTEXT_REFUSED);
        byte[] disguised = encryption.seal(PLAIN, CONTEXT);
        disguised[1] = Envelope.SUITE_NONE;
        assertThat(why(encryption.open(disguised, CONTEXT))).isEqualTo(Unreadable.PLAINTEXT_REFUSED);
    }

    @Test
    void envelopesFromElsewhereAreToldApart() {
        assertThat(why(encryption.open(envelope(2, 1, OLD.id()), CONTEXT))).isEqualTo(Unreadable.NEWER_FORMAT);
        assertThat(why(encryption.open(envelope(255, 9, NEW.id()), CONTEXT))).isEqualTo(Unreadable.NEWER_FORMAT);
        assertThat(why(encryption.open(envelope(0, 1, OLD.id()), CONTEXT))).isEqualTo(Unreadable.MALFORMED);
        assertThat(why(encryption.open(envelope(1, 2, OLD.id()), CONTEXT))).isEqualTo(Unreadable.MALFORMED);
        assertThat(why(encryption.open(envelope(1, 2, NEW.id()), CONTEXT))).isEqualTo(Unreadable.UNKNOWN_KEY);
        assertThat(why(encryption.open(envelope(1, 1, NEW.id()), CONTEXT))).isEqualTo(Unreadable.UNKNOWN_KEY);
    }

    @Test
    void aRotatedKeyOpensUntilItIsRetired() {
        byte[] sealed = encryption.seal(PLAIN, CONTEXT);

        assertThat(plain(Golden.aes(NEW, OLD).open(sealed, CONTEXT))).isEqualTo(PLAIN);
        assertThat(why(Golden.aes(NEW).open(sealed, CONTEXT))).isEqualTo(Unreadable.UNKNOWN_KEY);
        assertThat(why(Golden.aes(Set.of(OLD.id()), NEW).open(sealed, CONTEXT))).isEqualTo(Unreadable.RETIRED_KEY);
    }

    @Test
    void anInstanceThatHasTheNextKeyEnabledOpensWhatIsSealedUnderIt() {
        byte[] sealed = Golden.aes(NEW, OLD).seal(PLAIN, CONTEXT);

        assertThat(plain(Golden.aes(OLD, NEW).open(sealed, CONTEXT))).isEqualTo(PLAIN);
    }

    @Test
    void onlyThePrimaryKeyNeedsNoReseal() {
        Aes128GcmEncryption rotated = Golden.aes(NEW, OLD);

        assertThat(rotated.needsReseal(Envelope.of(rotated.seal(PLAIN, CONTEXT)).orElseThrow())).isFalse();
        assertThat(rotated.needsReseal(Envelope.of(encryption.seal(PLAIN, CONTEXT)).orElseThrow())).isTrue();
        assertThat(rotated.needsReseal(new Envelope(1, Envelope.SUITE_NONE, NEW.id()))).isTrue();
    }

    @Test
    void keysAndTokensStandInTheSameOrder() {
        StateEncryptionKey third = Golden.key(3);
        Aes128GcmEncryption rotated = Golden.aes(Set.of("00000000000000aa"), NEW, OLD, third);

        assertThat(rotated.keys()).containsExactly(new KeyInfo(NEW.id(), KeyInfo.Use.PRIMARY),
                new KeyInfo(OLD.id(), KeyInfo.Use.ENABLED), new KeyInfo(third.id(), KeyInfo.Use.ENABLED),
                new KeyInfo("00000000000000aa", KeyInfo.Use.RETIRED));
        assertThat(rotated.tokens("iam", "login", "ada")).containsExactly(NEW.token("iam", "login", "ada"),
                OLD.token("iam", "login", "ada"), third.token("iam", "login", "ada"));
    }

    @Test
    void aSubjectHasAnotherTokenEverywhere() {
        List<Bytes> tokens = new ArrayList<>();
        tokens.addAll(Golden.aes(OLD, NEW).tokens("iam", "login", "ada"));
        tokens.addAll(encryption.tokens("ia", "mlogin", "ada"));
        tokens.addAll(encryption.tokens("iam", "logina", "da"));
        tokens.addAll(encryption.tokens("prod", "login", "ada"));
        tokens.addAll(encryption.tokens("iam", "admin", "ada"));
        tokens.addAll(encryption.tokens("iam", "login", "Ada"));

        assertThat(tokens).doesNotHaveDuplicates().allMatch(token -> token.length() == 32);
    }

    private static byte[] envelope(int format, int suite, String keyId) {
        return Arrays.copyOf(new Envelope(format, suite, keyId).header(), 100);
    }

    static byte[] plain(Opened opened) {
        assertThat(opened).isInstanceOf(Opened.Plain.class);
        return ((Opened.Plain) opened).content();
    }

    static Unreadable why(Opened opened) {
        assertThat(opened).isInstanceOf(Opened.Refused.class);
        return ((Opened.Refused) opened).why();
    }
}
