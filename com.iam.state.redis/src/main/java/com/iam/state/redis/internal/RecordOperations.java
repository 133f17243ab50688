package com.iam.state.redis.internal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;

import com.github.benmanes.caffeine.cache.Ticker;
import com.iam.state.api.SessionEnd.Cause;
import com.iam.state.api.StateKey;
import com.iam.state.api.StateUnavailableException;
import com.iam.state.api.Timeouts;
import com.iam.state.api.provider.Assurance;
import com.iam.state.api.provider.CarriedState;
import com.iam.state.api.provider.Deadline;
import com.iam.state.api.provider.LoadOutcome;
import com.iam.state.api.provider.StoredState;
import com.iam.state.api.provider.WriteId;
import com.iam.state.api.provider.WriteOutcome;
import com.iam.state.support.codec.EncodedState;

/** What is done to one session, with one connection and one encryption: one script each outside a Cluster. */
final class RecordOperations {

    /** How long the id of a deleted session is refused to latecomers, who may still want to adopt it. */
    private static final Duration ENDED_MARK = Duration.ofMinutes(5);

    private final RedisLink link;
    private final Replication replication;
    private final String namespace;
    private final Sealing sealing;
    /** In a Cluster the subjects' lists are kept apart. */
    private final boolean apart;
    private final ClusterSubjects subjects;
    private final ModuleNames modules;
    /** Of the module that was asked for last; an instance has few. */
    private volatile KeyLayout layout;
    private final Releases releases;
    private final RecentSessions recent = new RecentSessions();
    private final KnownRecords known;
    private final Loads loads;
    private final SwiftSaves swiftSaves;

    RecordOperations(RedisStore store, Sealing sealing) {
        this.link = store.link();
        this.replication = store.replication();
        this.namespace = store.namespace();
        this.sealing = sealing;
        this.apart = store.cluster();
        this.subjects = new ClusterSubjects(link);
        this.modules = store.names();
        // A near cache keeps states and their encoded forms itself, and spares most loads the trip.
        this.known = new KnownRecords(!store.coherence().settings().on(), sealing::isOutdated, Ticker.systemTicker());
        this.releases = new Releases(link, apart);
        this.loads = new Loads(link, recent, known, sealing);
        this.swiftSaves = new SwiftSaves(link, recent);
    }

    WriteOutcome create(StoredState state, int maximumPerSubject, Deadline deadline) {
        Sealing.Sealed sealed = sealing.seal(state, deadline);
        KeyLayout keys = layout(state.key());
        String id = state.key().storageId();
        Optional<String> oldest = prepared(keys, state, sealed, maximumPerSubject, deadline);
        if (oldest.isPresent()) {
            return new WriteOutcome.LimitReached(oldest.get());
        }
        try {
            return Written.outcome(link.run(Script.CREATE, newKeys(keys, id, sealed), List.of(sealed.value(), id,
                    KeyLayout.bucket(id), state.key().module(), keys.base(), maximumPerSubject, ClockSkew.TOLERANCE.toMillis()),
                    deadline));
        } catch (StateUnavailableException e) {
            if (apart && !sealed.subjectTokens().isEmpty() && !e.isOutcomeUnknown()) {
                // Or the subject's next session would have to wait until this one can no longer be on its way.
                subjects.ended(keys, Map.of(id, sealed.subjectTokens().get(0)), deadline);
            }
            throw e;
        }
    }

    WriteOutcome adopt(CarriedState carried, Coherence.Notice notice, Deadline deadline) {
        StoredState state = carried.stored();
        Sealing.Sealed sealed = sealing.seal(state, deadline);
        KeyLayout keys = layout(state.key());
        String id = state.key().storageId();
        prepared(keys, state, sealed, 0, deadline);
        return Written.outcome(link.run(Script.ADOPT, newKeys(keys, id, sealed), List.of(sealed.value(), id,
                KeyLayout.bucket(id), state.key().module(), keys.base(), carried.remaining().toMillis(),
                ClockSkew.TOLERANCE.toMillis(), notice.channel(), notice.message()), deadline));
    }

    RecordAnswer<LoadOutcome> load(StateKey key, Timeouts configured, boolean touch, Coherence.Notice notice, Deadline deadline) {
        return loads.load(layout(key), key, configured, touch, notice, deadline);
    }

    /** @param before a state that the session had, encoded, if there is one at hand */
    RecordAnswer<WriteOutcome> update(StoredState state, Optional<EncodedState> before, Timeouts configured, int maximumPerSubject,
            Assurance assurance, Coherence.Notice notice, Deadline deadline) {
        Sealing.Sealed sealed = sealing.seal(state, before.or(() -> known.lastOf(state.key())).orElse(EncodedState.NONE),
                deadline);
        Optional<RecordAnswer<WriteOutcome>> swift = assurance == Assurance.ORDINARY
                ? swiftSaves.save(layout(state.key()), state, sealed, configured, notice, deadline)
                : Optional.empty();
        RecordAnswer<WriteOutcome> answer = swift.orElseGet(() -> replace(state, sealed, configured, maximumPerSubject, assurance, true,
                notice, deadline));
        if (answer.outcome() instanceof WriteOutcome.Applied) {
            known.put(new KnownRecords.Known(sealed.value(), sealed.envelope(), state, sealed.content()));
        }
        return answer;
    }

    /**
     * Seals a session again under the primary key, as its next revision with the rest of its time. Returns whether it did: not
     * if the session has ended, is under that key already, or cannot be opened.
     */
    boolean reseal(StateKey key, WriteId writeId, Coherence.Notice notice, Deadline deadline) {
        Reply reply = link.run(Script.LOOK, List.of(layout(key).record(key.storageId())), List.of(), deadline);
        if (!reply.status().equals("live")
                || !(sealing.open(key, reply.bytes(3), deadline) instanceof Sealing.Readable readable) || !sealing.isOutdated(readable.envelope())) {
            return false;
        }
        StoredState present = readable.stored();
        StoredState next = present.next(writeId, present.secretHash(), present.state());
        return replace(next, sealing.seal(next, deadline), present.timeouts(), 0, Assurance.ORDINARY, false, notice, deadline)
                .outcome() instanceof WriteOutcome.Applied;
    }

    private RecordAnswer<WriteOutcome> replace(StoredState state, Sealing.Sealed sealed, Timeouts configured, int maximumPerSubject,
            Assurance assurance, boolean touch, Coherence.Notice notice, Deadline deadline) {
        KeyLayout keys = layout(state.key());
        String id = state.key().storageId();
        List<String> names = new ArrayList<>(List.of(keys.record(id), keys.index(id)));
        List<String> subjectTokens = sealed.subjectTokens();
        if (!apart) {
            subjectTokens.forEach(token -> names.add(keys.subject(token)));
        }
        IntFunction<Written> update = limit -> write(Script.UPDATE, names, List.of(sealed.value(), id, KeyLayout.bucket(id),
                base(keys), limit, configured.idle().toMillis(), configured.absoluteLifetime().toMillis(), touch ? "0" : "1",
                notice.channel(), notice.message()), assurance, deadline);
        long askedAt = System.nanoTime();
        Written written = update.apply(apart ? 0 : maximumPerSubject);
        Reply reply = written.reply();
        if (reply.status().equals("enlist")) {
            // Another token is another subject, unless it is the same one under an older key.
            boolean same = subjectTokens.contains(reply.text(2));
            Optional<String> oldest = subjects.enter(keys, state, subjectTokens, same ? 0 : maximumPerSubject, deadline);
            if (oldest.isPresent()) {
                return new RecordAnswer<>(new WriteOutcome.LimitReached(oldest.get()), reply.instant(1), sealed.content());
            }
            written = update.apply(1);
        }
        formerToken(written.reply()).filter(token -> !subjectTokens.stream().limit(1).toList().contains(token))
                .ifPresent(token -> subjects.leave(keys, token, id, state.revision() - 1, deadline));
        if (touch && written.outcome() instanceof WriteOutcome.Applied applied) {
            recent.used(state, sealed.value(), configured, written.reply().instant(1), applied.expiresAt(), askedAt);
        }
        return new RecordAnswer<>(written.outcome(), written.reply().instant(1), sealed.content());
    }

    WriteOutcome delete(StateKey key, Cause cause, Assurance assurance, Coherence.Notice notice, Deadline deadline) {
        return remove(key, List.of(ENDED_MARK.toMillis(), SessionEnds.letter(cause)), assurance, notice, deadline);
    }

    /** Leaves no mark, and is no end: the session lives on elsewhere, and may come back. See {@link Releases}. */
    void release(StateKey key, Coherence.Notice notice, Deadline deadline) {
        releases.release(layout(key).record(key.storageId()), deadline,
                (end, limit) -> remove(key, List.of(end.toEpochMilli()), Assurance.ORDINARY, notice, limit));
    }

    private WriteOutcome remove(StateKey key, List<?> mark, Assurance assurance, Coherence.Notice notice, Deadline deadline) {
        KeyLayout keys = layout(key);
        String id = key.storageId();
        List<Object> arguments = new ArrayList<>(List.of(id, KeyLayout.bucket(id), base(keys), notice.channel(),
                notice.message()));
        arguments.addAll(mark);
        try {
            Written written = write(Script.DELETE, List.of(keys.record(id), keys.index(id)), arguments, assurance, deadline);
            formerToken(written.reply()).ifPresent(token -> subjects.ended(keys, Map.of(id, token), deadline));
            return written.outcome();
        } finally {
            known.forget(key);
        }
    }

    KnownRecords known() {
        return known;
    }

    private Written write(Script script, List<String> keys, List<?> arguments, Assurance assurance, Deadline deadline) {
        if (assurance == Assurance.ORDINARY || !replication.isAsked()) {
            return new Written(link.run(script, keys, arguments, deadline), 0, 0);
        }
        RedisLink.Replicated replicated = link.runReplicated(script, keys, arguments, deadline);
        return new Written(replicated.reply(), replicated.acknowledged(), replication.replicas());
    }

    /** Lists a new session in a Cluster. Returns the subject's oldest session if there is no room for one more. */
    private Optional<String> prepared(KeyLayout keys, StoredState state, Sealing.Sealed sealed, int limit, Deadline deadline) {
        if (!apart) {
            return Optional.empty();
        }
        modules.announce(state.key().module(), deadline);
        return subjects.enter(keys, state, sealed.subjectTokens(), limit, deadline);
    }

    /** In a Cluster the token of the subject that the session had before, if the list of that subject is left to us. */
    private Optional<String> formerToken(Reply reply) {
        return apart && reply.status().equals("applied") && reply.size() > 3
                ? Optional.of(reply.text(3)).filter(token -> !token.isEmpty())
                : Optional.empty();
    }

    private String base(KeyLayout keys) {
        return apart ? "" : keys.base();
    }

    private List<String> newKeys(KeyLayout keys, String id, Sealing.Sealed sealed) {
        if (apart) {
            return List.of(keys.record(id), keys.index(id));
        }
        List<String> names = new ArrayList<>(List.of(keys.record(id), keys.index(id), KeyLayout.modules(namespace)));
        sealed.subjectTokens().forEach(token -> names.add(keys.subject(token)));
        return names;
    }

    private KeyLayout layout(StateKey key) {
        KeyLayout last = layout;
        if (last == null || !last.isOf(key.module())) {
            last = new KeyLayout(namespace, key.module());
            modules.used(key.module());
            layout = last;
        }
        return last;
    }
}
