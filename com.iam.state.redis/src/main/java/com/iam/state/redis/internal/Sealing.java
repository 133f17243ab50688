package com.iam.state.redis.internal;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import com.iam.state.api.Bytes;
import com.iam.state.api.SessionState;
import com.iam.state.api.StateKey;
import com.iam.state.api.StateTooLargeException;
import com.iam.state.api.Timeouts;
import com.iam.state.api.Unreadable;
import com.iam.state.api.provider.Deadline;
import com.iam.state.api.provider.Envelope;
import com.iam.state.api.provider.Opened;
import com.iam.state.api.provider.SealContext;
import com.iam.state.api.provider.StateRepository;
import com.iam.state.api.provider.StoredState;
import com.iam.state.support.codec.EncodedState;
import com.iam.state.support.codec.MalformedStateException;
import com.iam.state.support.codec.NewerFormatException;
import com.iam.state.support.codec.StateCodec;
import com.iam.state.support.guard.GuardedEncryption;

/** Turns states into records and back, with one encryption. */
final class Sealing {

    private final String namespace;
    private final GuardedEncryption encryption;

    Sealing(String namespace, GuardedEncryption encryption) {
        this.namespace = namespace;
        this.encryption = encryption;
    }

    /** @param tokens of the subject, the primary key's first; none without a subject */
    record Sealed(byte[] value, Envelope envelope, EncodedState content, List<Bytes> tokens) {

        /** As they stand in the names of keys. */
        List<String> subjectTokens() {
            return texts(tokens);
        }
    }

    /** What came of opening a record. */
    sealed interface Content {
    }

    record Readable(StoredState stored, EncodedState content, Envelope envelope) implements Content {
    }

    record Refused(Unreadable why) implements Content {
    }

    Sealed seal(StoredState stored, Deadline deadline) {
        return seal(stored, EncodedState.NONE, deadline);
    }

    /** @param before a state of the session: what is the same need not be encoded again */
    Sealed seal(StoredState stored, EncodedState before, Deadline deadline) {
        EncodedState content = StateCodec.encode(stored.state(), before);
        int size = content.bytes().length;
        if (size > StateRepository.MAXIMUM_STATE_SIZE) {
            throw new StateTooLargeException(Optional.empty(), size, StateRepository.MAXIMUM_STATE_SIZE);
        }
        String module = stored.key().module();
        Optional<String> subject = stored.state().subject();
        List<Bytes> tokens = subject.isPresent() ? encryption.tokens(namespace, module, subject.get(), deadline) : List.of();
        Optional<Bytes> token = tokens.isEmpty() ? Optional.empty() : Optional.of(tokens.get(0));
        SealContext context = new SealContext(namespace, stored.key(), stored.secretHash(), stored.revision(), stored.writeId(),
                token, stored.createdAt(), stored.timeouts());
        byte[] envelope = encryption.seal(content.bytes(), context, deadline);
        RecordFormat record = new RecordFormat(stored.revision(), stored.writeId(), stored.createdAt(), stored.timeouts(),
                stored.secretHash(), token, envelope);
        return new Sealed(record.encode(), Envelope.of(envelope).orElseThrow(), content, tokens);
    }

    Content open(StateKey key, byte[] value, Deadline deadline) {
        Optional<RecordFormat> decoded = RecordFormat.decode(value);
        if (decoded.isEmpty()) {
            boolean newer = value.length > 0 && (value[0] & 0xff) == RecordFormat.FORMAT + 1;
            return new Refused(newer ? Unreadable.NEWER_FORMAT : Unreadable.MALFORMED);
        }
        RecordFormat record = decoded.get();
        Opened opened = encryption.open(record.envelope(), new SealContext(namespace, key, record.secretHash(), record.revision(),
                record.writeId(), record.subjectToken(), record.createdAt(), record.timeouts()), deadline);
        return opened instanceof Opened.Plain plain
                ? authentic(key, record, plain, deadline)
                : new Refused(((Opened.Refused) opened).why());
    }

    private Content authentic(StateKey key, RecordFormat record, Opened.Plain plain, Deadline deadline) {
        EncodedState content;
        try {
            content = StateCodec.read(plain.content());
        } catch (NewerFormatException e) {
            return new Refused(Unreadable.NEWER_FORMAT);
        } catch (MalformedStateException e) {
            return new Refused(Unreadable.MALFORMED);
        }
        if (!bears(content.state(), key.module(), record.subjectToken(), deadline)) {
            return new Refused(Unreadable.NOT_AUTHENTIC);
        }
        Optional<Timeouts> timeouts = limited(record, plain.until());
        if (timeouts.isEmpty()) {
            return new Refused(Unreadable.PLAINTEXT_REFUSED);
        }
        return new Readable(new StoredState(key, record.secretHash(), record.revision(), record.writeId(), record.createdAt(),
                timeouts.get(), content.state()), content, Envelope.of(record.envelope()).orElseThrow());
    }

    /** Empty if it says that it began when it should be over. */
    private static Optional<Timeouts> limited(RecordFormat record, Optional<Instant> until) {
        if (until.isEmpty()) {
            return Optional.of(record.timeouts());
        }
        Duration rest = Duration.between(record.createdAt(), until.get());
        return rest.toMillis() < 1
                ? Optional.empty()
                : Optional.of(record.timeouts().shorter(new Timeouts(record.timeouts().idle(), rest)));
    }

    /** Whether a record should be sealed again although it opens. */
    boolean isOutdated(Envelope envelope) {
        return encryption.needsReseal(envelope);
    }

    /** The index must not list a session under another subject than the one that is sealed inside it. */
    private boolean bears(SessionState state, String module, Optional<Bytes> token, Deadline deadline) {
        return state.subject().isPresent() == token.isPresent() && (token.isEmpty()
                || encryption.tokens(namespace, module, state.subject().orElseThrow(), deadline).contains(token.get()));
    }

    /** The keys under which the index may list a subject's sessions: one for each key that opens. */
    List<String> subjectTokens(String module, String subject, Deadline deadline) {
        return texts(encryption.tokens(namespace, module, subject, deadline));
    }

    private static List<String> texts(List<Bytes> tokens) {
        return tokens.stream().map(RecordFormat::text).toList();
    }
}
