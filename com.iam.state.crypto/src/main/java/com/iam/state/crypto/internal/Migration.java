package com.iam.state.crypto.internal;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Optional;

import com.iam.state.api.StateEncryption;
import com.iam.state.support.config.InvalidSettingException;

/**
 * Settings, and the two encryptions that they choose.
 *
 * @param plaintextIsOver whether the deadline has passed
 */
record Migration(MigratingSettings settings, StateEncryption previous, StateEncryption next, boolean plaintextIsOver) {

    /**
     * Empty as long as one of the two is missing.
     *
     * @param current what is in force and should stay, as far as it still matches
     * @throws InvalidSettingException if the two must not be migrated so
     */
    static Optional<Migration> plan(MigratingSettings settings, Collection<Candidate> candidates, Optional<Migration> current,
            Instant now) {
        Optional<StateEncryption> previous =
                Candidate.choose(candidates, settings.previous(), current.map(Migration::previous));
        Optional<StateEncryption> next = Candidate.choose(candidates, settings.next(), current.map(Migration::next));
        if (previous.isEmpty() || next.isEmpty()) {
            return Optional.empty();
        }
        if (previous.equals(next)) {
            throw new InvalidSettingException(MigratingSettings.NEW,
                    "chooses the same encryption as " + MigratingSettings.PREVIOUS);
        }
        if (MigratingEncryption.isPlaintext(next.get())) {
            throw new InvalidSettingException(MigratingSettings.NEW, "chooses an encryption that does not encrypt");
        }
        boolean fromPlaintext = MigratingEncryption.isPlaintext(previous.get());
        if (fromPlaintext && settings.deadline().isEmpty()) {
            throw new InvalidSettingException(MigratingSettings.DEADLINE,
                    "is missing: it says until when unencrypted state is accepted");
        }
        boolean over = fromPlaintext && !now.isBefore(settings.deadline().get());
        return Optional.of(new Migration(settings, previous.get(), next.get(), over));
    }

    /** When it must be planned again; empty if no deadline is ahead. */
    Optional<Instant> plaintextUntil() {
        return MigratingEncryption.isPlaintext(previous) ? settings.deadline() : Optional.empty();
    }

    StateEncryption encryption(InstantSource clock) {
        return new MigratingEncryption(previous, next, settings.phase(), plaintextUntil(), clock);
    }
}
