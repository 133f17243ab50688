package com.iam.state.crypto.internal;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

import org.osgi.framework.Filter;

import com.iam.state.api.provider.StateEncryption;
import com.iam.support.config.InvalidSettingException;

/**
 * Settings, and the two encryptions that they choose.
 *
 * @param fromPlaintext whether the previous one does not encrypt
 * @param plaintextIsOver whether the deadline has passed
 * @param local whether both are, see {@link StateEncryption#LOCAL}
 */
record Migration(MigratingSettings settings, StateEncryption previous, StateEncryption next, boolean fromPlaintext,
        boolean plaintextIsOver, boolean local) {

    /**
     * Empty as long as one of the two is missing.
     *
     * @param current what is in force and should stay, as far as it still matches
     * @throws InvalidSettingException if the two must not be migrated so
     */
    static Optional<Migration> plan(MigratingSettings settings, Collection<Candidate> candidates, Optional<Migration> current,
            Instant now) {
        List<Candidate> ofPrevious = Candidate.matching(candidates, settings.previous(), current.map(Migration::previous));
        List<Candidate> ofNext = Candidate.matching(candidates, settings.next(), current.map(Migration::next));
        if (ofPrevious.isEmpty() || ofNext.isEmpty()) {
            return Optional.empty();
        }
        Candidate previous = ofPrevious.get(0);
        Candidate next = ofNext.get(0);
        if (previous.encryption().equals(next.encryption())) {
            throw new InvalidSettingException(MigratingSettings.NEW,
                    "chooses the same encryption as " + MigratingSettings.PREVIOUS);
        }
        previous.tryOut(MigratingSettings.PREVIOUS);
        next.tryOut(MigratingSettings.NEW);
        if (next.isPlaintext()) {
            throw new InvalidSettingException(MigratingSettings.NEW, "chooses an encryption that does not encrypt");
        }
        boolean fromPlaintext = previous.isPlaintext();
        if (fromPlaintext && settings.deadline().isEmpty()) {
            throw new InvalidSettingException(MigratingSettings.DEADLINE,
                    "is missing: it says until when unencrypted state is accepted");
        }
        boolean over = fromPlaintext && !now.isBefore(settings.deadline().get());
        return Optional.of(new Migration(settings, previous.encryption(), next.encryption(), fromPlaintext, over,
                previous.isLocal() && next.isLocal()));
    }

    /** What a filter should name more closely: it matches several, of which the settings mean one. */
    Optional<InvalidSettingException> ambiguity(Collection<Candidate> candidates) {
        return ambiguity(MigratingSettings.PREVIOUS, settings.previous(), candidates, previous)
                .or(() -> ambiguity(MigratingSettings.NEW, settings.next(), candidates, next));
    }

    private static Optional<InvalidSettingException> ambiguity(String setting, Filter filter, Collection<Candidate> candidates,
            StateEncryption chosen) {
        List<String> labels = Candidate.matching(candidates, filter, Optional.of(chosen)).stream().map(Candidate::label).toList();
        return labels.size() < 2
                ? Optional.empty()
                : Optional.of(new InvalidSettingException(setting, "matches " + labels.size() + " encryptions (" + String.join(", ", labels)
                        + "), and means one: name it, as in (name=main)"));
    }

    /** When it must be planned again; empty if no deadline is ahead. */
    Optional<Instant> plaintextUntil() {
        return fromPlaintext ? settings.deadline() : Optional.empty();
    }

    /** How far it is, as it acts. */
    Phase phase() {
        return plaintextIsOver ? Phase.RETIRED : settings.phase();
    }

    StateEncryption encryption(InstantSource clock) {
        return new MigratingEncryption(previous, next, settings.phase(), plaintextUntil(), clock);
    }
}
