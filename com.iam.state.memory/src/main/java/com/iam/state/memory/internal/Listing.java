package com.iam.state.memory.internal;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentNavigableMap;

import com.iam.state.api.Page;
import com.iam.state.api.SessionInfo;

/** Which live states a module has. */
final class Listing {

    private final ConcurrentNavigableMap<String, Entry> entries;
    private final SubjectIndex subjects;
    private final Times times;

    /** @param entries by storage id */
    Listing(ConcurrentNavigableMap<String, Entry> entries, SubjectIndex subjects, Times times) {
        this.entries = entries;
        this.subjects = subjects;
        this.times = times;
    }

    /** A page in the order of the storage ids, which never changes. */
    Page<SessionInfo> page(Optional<String> after, int limit) {
        Instant now = times.now();
        List<SessionInfo> items = new ArrayList<>();
        for (Entry entry : after.map(id -> entries.tailMap(id, false)).orElse(entries).values()) {
            if (!entry.isOver(now)) {
                if (items.size() == limit) {
                    return new Page<>(items, Optional.of(items.get(limit - 1).key().storageId()));
                }
                items.add(entry.info(times));
            }
        }
        return new Page<>(items, Optional.empty());
    }

    Page<SessionInfo> sessionsOf(String subject, Optional<String> after, int limit) {
        Instant now = times.now();
        List<SessionInfo> items = subjects.of(subject).stream()
                .filter(id -> after.isEmpty() || id.compareTo(after.get()) > 0)
                .sorted()
                .map(entries::get)
                .filter(entry -> entry != null && !entry.isOver(now) && entry.isOf(subject))
                .limit(limit + 1L)
                .map(entry -> entry.info(times))
                .toList();
        return items.size() <= limit
                ? new Page<>(items, Optional.empty())
                : new Page<>(items.subList(0, limit), Optional.of(items.get(limit - 1).key().storageId()));
    }

    long count() {
        Instant now = times.now();
        return entries.values().stream().filter(entry -> !entry.isOver(now)).count();
    }

    /**
     * The oldest live state of a subject that has as many as it may have. @param ids of those that may be the
     * subject's
     */
    Optional<String> oldestIfCrowded(String subject, Collection<String> ids, int maximum) {
        Instant now = times.now();
        List<Entry> live = ids.stream().map(entries::get)
                .filter(entry -> entry != null && !entry.isOver(now) && entry.isOf(subject))
                .toList();
        return live.size() < maximum ? Optional.empty()
                : live.stream().min(Comparator.comparing(Entry::begun)).map(entry -> entry.stored().key().storageId());
    }
}
