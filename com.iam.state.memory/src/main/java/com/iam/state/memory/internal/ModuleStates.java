package com.iam.state.memory.internal;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Supplier;

import com.iam.state.api.SessionEnd;
import com.iam.state.api.Timeouts;
import com.iam.state.api.provider.CarriedState;
import com.iam.state.api.provider.LoadOutcome;
import com.iam.state.api.provider.StoredState;
import com.iam.state.api.provider.WriteOutcome;

/**
 * The states of one module. An entry is replaced as a whole; what depends on more than one entry (a subject's limit)
 * is serialised by the index.
 */
final class ModuleStates {

    private final ConcurrentSkipListMap<String, Entry> entries = new ConcurrentSkipListMap<>();
    private final SubjectIndex subjects = new SubjectIndex();
    private final EndedIds ended = new EndedIds();
    private final PendingEnds ends = new PendingEnds();
    private final Freezing freezing = new Freezing();
    private final Times times;
    private final Listing listing;

    ModuleStates(Times times) {
        this.times = times;
        this.listing = new Listing(entries, subjects, times);
    }

    WriteOutcome create(StoredState state, int maximumPerSubject) {
        return freezing.write(() -> admitted(state, Optional.empty(), maximumPerSubject,
                () -> added(Entry.used(state, times.begin(state), state.timeouts(), times.now()))));
    }

    LoadOutcome load(String storageId, Timeouts configured) {
        return freezing.write(() -> {
            Entry touched = entries.computeIfPresent(storageId, (id, entry) -> {
                Instant now = times.now();
                return entry.isOver(configured, now) ? entry : Entry.used(entry.stored(), entry.begun(), configured, now);
            });
            return outcome(touched, configured);
        });
    }

    LoadOutcome peek(String storageId, Timeouts configured) {
        return outcome(entries.get(storageId), configured);
    }

    WriteOutcome update(StoredState state, Timeouts configured, int maximumPerSubject) {
        return freezing.write(() -> {
            Entry present = entries.get(id(state));
            if (present == null) {
                return new WriteOutcome.Absent();
            }
            Optional<String> before = present.stored().state().subject();
            int limit = before.equals(state.state().subject()) ? 0 : maximumPerSubject;
            WriteOutcome outcome = admitted(state, before, limit, () -> replace(state, configured));
            if (outcome instanceof WriteOutcome.Applied && !before.equals(state.state().subject())) {
                before.ifPresent(subject -> subjects.remove(subject, id(state)));
            }
            return outcome;
        });
    }

    WriteOutcome delete(String storageId, SessionEnd.Cause cause) {
        return freezing.write(() -> {
            Instant now = times.now();
            Entry removed = end(storageId, now);
            if (removed == null || removed.noticed()) {
                return new WriteOutcome.Absent();
            }
            boolean expired = removed.isOver(now);
            ends.add(expired ? removed.expiry(times) : removed.end(cause, times.outside(now)), now);
            return expired ? new WriteOutcome.Absent() : new WriteOutcome.Applied(times.outside(removed.deadline()));
        });
    }

    PendingEnds ends() {
        return ends;
    }

    WriteOutcome adopt(CarriedState carried) {
        return freezing.write(() -> admitted(carried.stored(), Optional.empty(), 0, () -> {
            Instant now = times.now();
            Entry entry = new Entry(carried.stored(), times.begin(carried.stored()), now.plus(carried.remaining()));
            if (entry.isOver(carried.stored().timeouts(), now)) {
                return new WriteOutcome.Expired();
            }
            return replacedIfEarlier(entry) ? new WriteOutcome.Applied(times.outside(entry.deadline())) : added(entry);
        }));
    }

    Listing listing() {
        return listing;
    }

    int size() {
        return entries.size();
    }

    void freeze() {
        freezing.set(true);
    }

    /** A map of its own with each call. */
    ConcurrentMap<String, CarriedState> contents() {
        Instant now = times.now();
        ConcurrentMap<String, CarriedState> states = new ConcurrentHashMap<>(2 * entries.size());
        boolean someAreOver = false;
        for (Entry entry : entries.values()) {
            if (entry.isOver(now)) {
                someAreOver = true;
            } else {
                states.put(id(entry.stored()), new CarriedState(entry.stored(), Duration.between(now, entry.deadline())));
            }
        }
        if (someAreOver) {
            noticeExpired(now);
        }
        return states;
    }

    void thaw() {
        freezing.set(false);
    }

    /** Does nothing once the module is thawed: the state lives here again. */
    void release(String storageId) {
        freezing.ifFrozen(() -> Optional.ofNullable(entries.remove(storageId)).ifPresent(this::forget));
    }

    /** Removes what has been over for at least {@code grace}; until then it answers that it has expired. */
    void sweep(Duration grace) {
        Instant now = times.now();
        ended.sweep(now);
        noticeExpired(now);
        Instant limit = now.minus(grace);
        for (Map.Entry<String, Entry> each : entries.entrySet()) {
            if (each.getValue().noticed() && each.getValue().isOver(limit) && entries.remove(each.getKey(), each.getValue())) {
                forget(each.getValue());
            }
        }
    }

    /** An earlier revision is a copy that an unfinished carry-over has left behind. */
    private boolean replacedIfEarlier(Entry later) {
        return entries.computeIfPresent(id(later.stored()),
                (id, present) -> present.stored().revision() < later.stored().revision() ? later : present) == later;
    }

    private void noticeExpired(Instant now) {
        entries.forEach((id, entry) -> {
            if (entry.isOver(now) && !entry.noticed() && entries.replace(id, entry, entry.asNoticed())) {
                ends.add(entry.expiry(times), now);
            }
        });
    }

    /**
     * The mark comes before the removal, so that a caller that finds neither entry nor mark may stay. What is not
     * there is not marked.
     */
    private Entry end(String storageId, Instant now) {
        while (true) {
            Entry present = entries.get(storageId);
            if (present == null) {
                return null;
            }
            ended.add(storageId, now);
            if (entries.remove(storageId, present)) {
                forget(present);
                return present;
            }
        }
    }

    /** Asked before as well, lest anybody sees for a moment what has ended. */
    private WriteOutcome added(Entry entry) {
        String id = id(entry.stored());
        if (ended.contains(id) || entries.putIfAbsent(id, entry) != null) {
            return new WriteOutcome.Exists();
        }
        if (ended.contains(id)) {
            entries.remove(id);
            return new WriteOutcome.Exists();
        }
        return new WriteOutcome.Applied(times.outside(entry.deadline()));
    }

    private void forget(Entry removed) {
        removed.stored().state().subject().ifPresent(subject -> subjects.remove(subject, id(removed.stored())));
    }

    private WriteOutcome replace(StoredState state, Timeouts configured) {
        WriteOutcome[] outcome = new WriteOutcome[1];
        Entry left = entries.computeIfPresent(id(state), (id, entry) -> {
            Instant now = times.now();
            StoredState kept = entry.stored();
            if (entry.isOver(configured, now)) {
                outcome[0] = new WriteOutcome.Expired();
            } else if (kept.writeId().equals(state.writeId())) {
                outcome[0] = new WriteOutcome.Applied(times.outside(entry.deadline()));
            } else if (kept.revision() != state.revision() - 1) {
                outcome[0] = new WriteOutcome.Stale(kept.revision());
            } else {
                Entry next = Entry.used(state, entry.begun(), configured, now);
                outcome[0] = new WriteOutcome.Applied(times.outside(next.deadline()));
                return next;
            }
            return entry;
        });
        // It may have been judged, and then removed before the judgement took effect.
        return left == null ? new WriteOutcome.Absent() : outcome[0];
    }

    /**
     * Runs a write that may add a state to its subject's: within the subject's limit, and with its place in the
     * index.
     */
    private WriteOutcome admitted(StoredState state, Optional<String> before, int maximumPerSubject,
            Supplier<WriteOutcome> write) {
        Optional<String> subject = state.state().subject();
        if (subject.isEmpty() || subject.equals(before)) {
            return write.get();
        }
        return subjects.add(subject.get(), id(state), ids -> {
            Optional<String> oldest = maximumPerSubject > 0
                    ? listing.oldestIfCrowded(subject.get(), ids, maximumPerSubject)
                    : Optional.empty();
            return oldest.isPresent() ? new WriteOutcome.LimitReached(oldest.get()) : write.get();
        });
    }

    private LoadOutcome outcome(Entry entry, Timeouts configured) {
        if (entry == null) {
            return new LoadOutcome.Absent();
        }
        return entry.isOver(configured, times.now())
                ? new LoadOutcome.Expired()
                : new LoadOutcome.Found(entry.stored(), times.outside(entry.deadline(configured)));
    }

    private static String id(StoredState state) {
        return state.key().storageId();
    }
}
