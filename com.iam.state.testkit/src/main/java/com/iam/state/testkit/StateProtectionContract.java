package com.iam.state.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import com.iam.state.api.Bytes;
import com.iam.state.api.StateKey;
import com.iam.state.api.Timeouts;
import com.iam.state.api.Unreadable;
import com.iam.state.api.provider.Envelope;
import com.iam.state.api.provider.Opened;
import com.iam.state.api.provider.SealContext;
import com.iam.state.api.provider.SecretHash;
import com.iam.state.api.provider.WriteId;

/** What every encryption promises that protects: nothing can be read, changed, or moved to where it was not sealed. */
public abstract class StateProtectionContract extends StateEncryptionContract {

    @Test
    public void theSameStateIsNeverSealedTheSameWayTwice() {
        assertThat(encryption().seal(PLAIN, CONTEXT)).isNotEqualTo(encryption().seal(PLAIN, CONTEXT));
    }

    @Test
    public void nothingOfItCanBeRead() {
        String sealed = new String(encryption().seal(PLAIN, CONTEXT), StandardCharsets.ISO_8859_1);

        assertThat(sealed).doesNotContain(new String(PLAIN));
    }

    /** The header, too: {@link SealContext#canonical()} does not hold it, so an encryption has to authenticate it by itself. */
    @Test
    public void noBitCanBeChanged() {
        byte[] sealed = encryption().seal(PLAIN, CONTEXT);
        for (int bit = 0; bit < sealed.length * 8; bit++) {
            byte[] changed = sealed.clone();
            changed[bit / 8] ^= 1 << bit % 8;

            Unreadable why = why(changed, CONTEXT);

            if (bit >= Envelope.HEADER_LENGTH * 8) {
                assertThat(why).as("bit %d", bit).isEqualTo(Unreadable.NOT_AUTHENTIC);
            }
        }
    }

    @Test
    public void nothingCanBeCutOffOrAdded() {
        byte[] sealed = encryption().seal(PLAIN, CONTEXT);
        for (int length = 0; length < sealed.length; length++) {
            assertThat(why(Arrays.copyOf(sealed, length), CONTEXT)).isIn(Unreadable.MALFORMED, Unreadable.NOT_AUTHENTIC);
        }
        assertThat(why(Arrays.copyOf(sealed, sealed.length + 1), CONTEXT)).isEqualTo(Unreadable.NOT_AUTHENTIC);
    }

    @ParameterizedTest
    @MethodSource("otherContexts")
    public void aStateDoesNotOpenInAnotherContext(SealContext other) {
        assertThat(why(encryption().seal(PLAIN, CONTEXT), other)).isEqualTo(Unreadable.NOT_AUTHENTIC);
    }

    @Test
    public void plaintextIsRefused() {
        for (String keyId : opening()) {
            byte[] plain = Arrays.copyOf(new Envelope(Envelope.FORMAT, Envelope.SUITE_NONE, keyId).header(), 100);

            assertThat(opened(plain, CONTEXT)).isInstanceOf(Opened.Refused.class);
        }
    }

    static List<SealContext> otherContexts() {
        SealContext c = CONTEXT;
        StateKey otherModule = new StateKey("admin", c.key().storageId());
        StateKey otherId = new StateKey(c.key().module(), "BAECAwQFBgcICQoLDA0ODw");
        byte[] ones = new byte[32];
        Arrays.fill(ones, (byte) 1);
        SecretHash otherHash = new SecretHash(Bytes.copyOf(ones));
        Optional<Bytes> otherToken = Optional.of(Bytes.copyOf(ones));
        Timeouts longerIdle = new Timeouts(c.timeouts().idle().plusMillis(1), c.timeouts().absoluteLifetime());
        Timeouts longerLife = new Timeouts(c.timeouts().idle(), c.timeouts().absoluteLifetime().plus(Duration.ofDays(1)));
        Timeouts swapped = new Timeouts(c.timeouts().absoluteLifetime(), c.timeouts().idle());
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
                new SealContext(c.namespace(), c.key(), c.secretHash(), c.revision(), c.writeId(), c.subjectToken(), c.createdAt(), swapped));
    }

    private Unreadable why(byte[] sealed, SealContext context) {
        Opened opened = opened(sealed, context);
        assertThat(opened).isInstanceOf(Opened.Refused.class);
        return ((Opened.Refused) opened).why();
    }
}
