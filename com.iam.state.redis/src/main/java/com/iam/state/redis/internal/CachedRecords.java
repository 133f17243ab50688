package com.iam.state.redis.internal;

import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

import com.iam.state.api.Freshness;
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

/**
 * What is done to one session, and what becomes of its copy here and those elsewhere. Without a near cache here there is none
 * to be found, and all the same nothing returns before the others have forgotten what they must.
 */
final class CachedRecords {

    private final RecordOperations records;
    private final NearCache cache;
    private final Coherence coherence;

    CachedRecords(RecordOperations records, Coherence coherence) {
        this.records = records;
        this.cache = coherence.newCache();
        this.coherence = coherence;
    }

    /** A new state is nobody's yet. */
    WriteOutcome create(StoredState state, int maximumPerSubject, Deadline deadline) {
        return records.create(state, maximumPerSubject, deadline);
    }

    LoadOutcome load(StateKey key, Timeouts configured, boolean touch, Freshness freshness, Deadline deadline) {
        if (freshness == Freshness.RECENT) {
            Optional<LoadOutcome.Found> copy = cache.find(key, configured, touch);
            if (copy.isPresent()) {
                return copy.get();
            }
        }
        try (Coherence.Notice notice = coherence.notice(key, News.GONE, false)) {
            return asking(key, departure -> {
                long askedAt = System.nanoTime();
                RecordAnswer<LoadOutcome> answer = records.load(key, configured, touch, notice, deadline);
                if (answer.outcome() instanceof LoadOutcome.Found found) {
                    departure.ifPresent(each -> cache.keep(each, found, configured, answer.now(), answer.content(), askedAt));
                } else {
                    coherence.forget(key, News.GONE);
                }
                return answer.outcome();
            });
        }
    }

    WriteOutcome update(StoredState state, Timeouts configured, int maximumPerSubject, Assurance assurance, Deadline deadline) {
        Optional<EncodedState> before = cache.lastOf(state.key());
        try (Coherence.Notice notice = coherence.notice(state.key(), state.revision(), assurance == Assurance.REPLICATED)) {
            WriteOutcome outcome = asking(state.key(), departure -> {
                long askedAt = System.nanoTime();
                RecordAnswer<WriteOutcome> answer = changing(state.key(), state.revision(),
                        () -> records.update(state, before, configured, maximumPerSubject, assurance, notice, deadline));
                Optional<Instant> expiresAt = expiresAt(answer.outcome());
                if (expiresAt.isEmpty()) {
                    coherence.forget(state.key(), News.GONE);
                    return answer.outcome();
                }
                coherence.changed(state.key(), state.revision(), notice);
                departure.ifPresent(each -> cache.keep(each, new LoadOutcome.Found(state, expiresAt.get()), configured, answer.now(),
                        answer.content(), askedAt));
                return answer.outcome();
            });
            if (expiresAt(outcome).isPresent()) {
                coherence.confirm(notice, deadline);
            }
            return outcome;
        }
    }

    WriteOutcome delete(StateKey key, Cause cause, Assurance assurance, Deadline deadline) {
        try (Coherence.Notice notice = coherence.notice(key, News.GONE, true)) {
            WriteOutcome outcome = forgetting(key, notice, () -> records.delete(key, cause, assurance, notice, deadline));
            coherence.confirm(notice, deadline);
            return outcome;
        }
    }

    WriteOutcome adopt(CarriedState carried, Deadline deadline) {
        StateKey key = carried.stored().key();
        try (Coherence.Notice notice = coherence.notice(key, News.GONE, false)) {
            return forgetting(key, notice, () -> records.adopt(carried, notice, deadline));
        }
    }

    void release(StateKey key, Deadline deadline) {
        try (Coherence.Notice notice = coherence.notice(key, News.GONE, false)) {
            forgetting(key, notice, () -> {
                records.release(key, notice, deadline);
                return null;
            });
        }
    }

    /** @see RecordOperations#reseal */
    boolean reseal(StateKey key, WriteId writeId, Deadline deadline) {
        try (Coherence.Notice notice = coherence.notice(key, News.GONE, false)) {
            return forgetting(key, notice, () -> records.reseal(key, writeId, notice, deadline));
        }
    }

    /** Nothing that is cached now is served any more, nor kept. */
    void empty() {
        cache.empty();
        records.known().empty();
    }

    /** Lets go of what is kept for nobody. */
    void tidy() {
        records.known().tidy();
    }

    long copies() {
        return cache.entries();
    }

    private interface Question<T> {
        T ask(Optional<NearCache.Departure> departure);
    }

    private <T> T asking(StateKey key, Question<T> question) {
        Optional<NearCache.Departure> departure = cache.depart(key);
        try {
            return question.ask(departure);
        } finally {
            departure.ifPresent(cache::arrive);
        }
    }

    private <T> T forgetting(StateKey key, Coherence.Notice notice, Supplier<T> change) {
        T outcome = changing(key, News.GONE, change);
        coherence.changed(key, News.GONE, notice);
        return outcome;
    }

    /** @param revision that it makes */
    private <T> T changing(StateKey key, long revision, Supplier<T> change) {
        try {
            return change.get();
        } catch (StateUnavailableException e) {
            if (e.isOutcomeUnknown()) {
                coherence.doubted(key, revision);
            }
            throw e;
        } catch (RuntimeException | Error e) {
            coherence.doubted(key, revision);
            throw e;
        }
    }

    private static Optional<Instant> expiresAt(WriteOutcome outcome) {
        if (outcome instanceof WriteOutcome.Applied applied) {
            return Optional.of(applied.expiresAt());
        }
        return outcome instanceof WriteOutcome.Unconfirmed unconfirmed ? Optional.of(unconfirmed.expiresAt()) : Optional.empty();
    }
}
