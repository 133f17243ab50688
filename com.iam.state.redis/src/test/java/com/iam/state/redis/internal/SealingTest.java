package com.iam.state.redis.internal;

import static com.iam.state.redis.internal.Fixture.soon;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.Test;

import com.iam.state.api.StateKey;
import com.iam.state.api.Unreadable;
import com.iam.state.api.provider.Envelope;
import com.iam.state.api.provider.StoredState;
import com.iam.state.support.guard.GuardedEncryption;
import com.iam.state.testkit.States;

/** A record opens as what it was, where it was, or not at all. */
class SealingTest {

    private static final GuardedEncryption AES = GuardedEncryption.local(RealEncryption.aes());
    private static final Set<Unreadable> NOT_IDENTIFIED =
            Set.of(Unreadable.NEWER_FORMAT, Unreadable.MALFORMED, Unreadable.UNKNOWN_KEY, Unreadable.PLAINTEXT_REFUSED);

    private final Sealing sealing = new Sealing("iam", AES);
    private final StoredState state = States.of("alice");
    private final byte[] record = sealing.seal(state, soon()).value();

    private static Unreadable refusal(Sealing.Content content) {
        assertThat(content).isInstanceOf(Sealing.Refused.class);
        return ((Sealing.Refused) content).why();
    }

    @Test
    void noBitOfARecordCanBeChanged() {
        int envelope = 82 + 43;
        for (int bit = 0; bit < record.length * 8; bit++) {
            byte[] changed = record.clone();
            changed[bit / 8] ^= 1 << bit % 8;
            // What is no record, and what names another key or format, is told apart; for operators.
            boolean otherEnvelope = bit / 8 >= envelope && bit / 8 < envelope + Envelope.HEADER_LENGTH;
            Set<Unreadable> expected = otherEnvelope || RecordFormat.decode(changed).isEmpty()
                    ? NOT_IDENTIFIED : Set.of(Unreadable.NOT_AUTHENTIC);
            assertThat(expected).as("bit %d", bit).contains(refusal(sealing.open(state.key(), changed, soon())));
        }
        assertThat(sealing.open(state.key(), record, soon())).isInstanceOf(Sealing.Readable.class);
    }

    @Test
    void nothingCanBeMovedToAnotherPlace() {
        StoredState other = States.of("alice");
        assertThat(refusal(sealing.open(other.key(), record, soon()))).as("another session").isEqualTo(Unreadable.NOT_AUTHENTIC);
        assertThat(refusal(sealing.open(new StateKey("admin", state.key().storageId()), record, soon()))).as("another module")
                .isEqualTo(Unreadable.NOT_AUTHENTIC);
        assertThat(refusal(new Sealing("other", AES).open(state.key(), record, soon()))).as("another namespace")
                .isEqualTo(Unreadable.NOT_AUTHENTIC);
    }

    @Test
    void theEnvelopeOfOneRecordDoesNotOpenInAnother() {
        StoredState next = States.incremented(state);
        StoredState bobs = new StoredState(state.key(), state.secretHash(), state.revision(), state.writeId(), state.createdAt(),
                state.timeouts(), state.state().withSubject("bob"));
        for (StoredState other : List.of(next, bobs, States.of("alice"))) {
            RecordFormat frame = RecordFormat.decode(sealing.seal(other, soon()).value()).orElseThrow();
            byte[] envelope = RecordFormat.decode(record).orElseThrow().envelope();
            byte[] swapped = new RecordFormat(frame.revision(), frame.writeId(), frame.createdAt(), frame.timeouts(),
                    frame.secretHash(), frame.subjectToken(), envelope).encode();

            assertThat(refusal(sealing.open(other.key(), swapped, soon()))).isEqualTo(Unreadable.NOT_AUTHENTIC);
        }
    }
}
