package com.iam.state.crypto.internal;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import com.iam.state.api.Bytes;
import com.iam.state.api.Unreadable;
import com.iam.state.api.admin.KeyInfo;
import com.iam.state.api.admin.KeyInfo.Use;
import com.iam.state.api.provider.Envelope;
import com.iam.state.api.provider.Opened;
import com.iam.state.api.provider.SealContext;
import com.iam.state.api.provider.StateEncryption;

/**
 * Two encryptions as one. Which of them opens a state is decided by the key id in the envelope, never by trial.
 *
 * <p>Its settings never change, but time goes on: once the deadline for plaintext has passed it acts as in the phase
 * {@link Phase#RETIRED}, so that nothing is written in clear that no instance would accept.
 */
final class MigratingEncryption implements StateEncryption {

    static final String KIND_MIGRATING = "migrating";

    private final StateEncryption previous;
    private final StateEncryption next;
    private final Phase phase;
    private final Optional<Instant> plaintextUntil;
    private final InstantSource clock;

    /** @param plaintextUntil present if the previous encryption is none */
    MigratingEncryption(StateEncryption previous, StateEncryption next, Phase phase, Optional<Instant> plaintextUntil,
            InstantSource clock) {
        this.previous = previous;
        this.next = next;
        this.phase = phase;
        this.plaintextUntil = plaintextUntil;
        this.clock = clock;
    }

    @Override
    public byte[] seal(byte[] plain, SealContext context) {
        return writer(phase()).seal(plain, context);
    }

    @Override
    public Opened open(byte[] sealed, SealContext context) {
        Optional<Envelope> envelope = Envelope.of(sealed);
        Optional<Unreadable> defect = Envelopes.defect(envelope);
        if (defect.isPresent()) {
            return Envelopes.refused(defect.get());
        }
        Phase now = phase();
        String keyId = envelope.get().keyId();
        Optional<StateEncryption> opener = members(now).filter(member -> opens(member, keyId)).findFirst();
        if (opener.isPresent()) {
            return limited(opener.get().open(sealed, context), envelope.get());
        }
        if (envelope.get().suite() == Envelope.SUITE_NONE) {
            return Envelopes.refused(Unreadable.PLAINTEXT_REFUSED);
        }
        return Envelopes.refused(isKnown(now, keyId) ? Unreadable.RETIRED_KEY : Unreadable.UNKNOWN_KEY);
    }

    /**
     * Plaintext cannot prove its age. What may have been planted ends with the time in which it was accepted, sealed
     * again or not.
     */
    private Opened limited(Opened opened, Envelope envelope) {
        return opened instanceof Opened.Plain plain && envelope.suite() == Envelope.SUITE_NONE
                ? new Opened.Plain(plain.content(), plaintextUntil)
                : opened;
    }

    @Override
    public boolean needsReseal(Envelope envelope) {
        return writer(phase()).needsReseal(envelope);
    }

    @Override
    public List<KeyInfo> keys() {
        return keys(phase());
    }

    /** As many as keys that open, and in the same order. */
    @Override
    public List<Bytes> tokens(String namespace, String module, String subject) {
        Map<String, Bytes> tokens = new LinkedHashMap<>();
        members(phase()).forEach(member -> {
            List<KeyInfo> opening = member.keys().stream().filter(KeyInfo::opens).toList();
            List<Bytes> own = member.tokens(namespace, module, subject);
            for (int i = 0; i < opening.size(); i++) {
                tokens.putIfAbsent(opening.get(i).id(), own.get(i));
            }
        });
        return List.copyOf(tokens.values());
    }

    @Override
    public Optional<String> warning() {
        Phase now = phase();
        if (now != Phase.RETIRED && plaintextUntil.isPresent()) {
            String accepted = "Unencrypted session state is accepted until " + plaintextUntil.get();
            return Optional.of(now == Phase.READ_BOTH ? accepted + ", and new state is not encrypted yet" : accepted);
        }
        return writer(now).warning();
    }

    private Phase phase() {
        boolean over = plaintextUntil.isPresent() && !clock.instant().isBefore(plaintextUntil.get());
        return over ? Phase.RETIRED : phase;
    }

    private StateEncryption writer(Phase now) {
        return now == Phase.READ_BOTH ? previous : next;
    }

    /** Those that open, the writer first. */
    private Stream<StateEncryption> members(Phase now) {
        return switch (now) {
            case READ_BOTH -> Stream.of(previous, next);
            case WRITE_NEW -> Stream.of(next, previous);
            case RETIRED -> Stream.of(next);
        };
    }

    /** The writer's primary, all others that open, all that are retired; of a key that both have, the better use. */
    private List<KeyInfo> keys(Phase now) {
        Map<String, Use> uses = new LinkedHashMap<>();
        writer(now).keys().stream().filter(KeyInfo::opens).forEach(key -> uses.put(key.id(), key.use()));
        members(now).skip(1).flatMap(member -> member.keys().stream()).filter(KeyInfo::opens)
                .forEach(key -> uses.putIfAbsent(key.id(), Use.ENABLED));
        Stream.of(next, previous).flatMap(member -> member.keys().stream())
                .filter(key -> now == Phase.RETIRED || !key.opens())
                .forEach(key -> uses.putIfAbsent(key.id(), Use.RETIRED));
        List<KeyInfo> keys = new ArrayList<>();
        uses.forEach((id, use) -> keys.add(new KeyInfo(id, use)));
        return List.copyOf(keys);
    }

    private boolean isKnown(Phase now, String id) {
        return keys(now).stream().anyMatch(key -> key.id().equals(id));
    }

    private static boolean opens(StateEncryption member, String id) {
        return member.keys().stream().anyMatch(key -> key.opens() && key.id().equals(id));
    }
}
