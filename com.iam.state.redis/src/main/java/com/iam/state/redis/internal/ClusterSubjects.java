package com.iam.state.redis.internal;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import com.iam.state.api.StateUnavailableException;
import com.iam.state.api.provider.Deadline;
import com.iam.state.api.provider.StoredState;

/**
 * The lists of the subjects' sessions in a Cluster, where they lie on other nodes than the sessions, so that no script
 * can keep both. A session is listed before its record names the subject, and taken off after: a list may hold too
 * much, never too little, and whoever reads one looks at the records. An entry carries the revision that was to name the
 * subject, and only a record of that revision or a later one can refute it.
 */
final class ClusterSubjects {

    /** A revision beyond any: the session has ended for good. */
    private static final long ENDED = Long.MAX_VALUE >> 11;
    /** There is no record, or not yet. */
    private static final long ABSENT = -1;

    private static final int MEMBER_LENGTH = 24;

    private static final Logger LOG = LoggerFactory.getLogger(ClusterSubjects.class);

    private final RedisLink link;

    ClusterSubjects(RedisLink link) {
        this.link = link;
    }

    /** A session in a list. The member is its bucket and its storage id. */
    record Entry(String token, String member) {

        String storageId() {
            return member.substring(2);
        }
    }

    /** What became of an entry that was looked at: the record that bears it out, if it is live and of the subject. */
    record Verified(Entry entry, long deadline, byte[] value, RecordFormat format) {
    }

    /**
     * Lists a session that is about to name a subject, unless the subject has as many as it may (0: any number).
     *
     * @return the storage id of the oldest one if there is no room
     */
    Optional<String> enter(KeyLayout keys, StoredState state, List<String> tokens, int limit, Deadline deadline) {
        if (tokens.isEmpty()) {
            return Optional.empty();
        }
        String primary = tokens.get(0);
        List<Verified> elsewhere = limit > 0 && tokens.size() > 1
                ? look(keys, members(keys, tokens.subList(1, tokens.size()), deadline), deadline).live()
                : List.of();
        int room = limit - elsewhere.size();
        if (limit > 0 && room <= 0) {
            return Optional.of(oldest(elsewhere));
        }
        while (true) {
            String id = state.key().storageId();
            Reply reply = link.run(Script.ENLIST, keys.subjectKeys(primary), List.of(KeyLayout.member(id),
                    state.revision(), state.createdAt().toEpochMilli(), state.timeouts().absoluteLifetime().toMillis(),
                    limit > 0 ? room : 0), deadline);
            if (!reply.status().equals("full")) {
                return Optional.empty();
            }
            if (state.revision() == 1) {
                // Before another session is ended for one that cannot begin.
                ClockSkew.refuse(state.createdAt(), reply.instant(1));
            }
            List<Entry> entries = members(keys, List.of(primary), deadline);
            Looked looked = look(keys, entries, deadline);
            if (looked.live().size() + looked.pending() >= room) {
                List<Verified> all = new ArrayList<>(elsewhere);
                all.addAll(looked.live());
                return Optional.of(all.isEmpty() ? entries.get(0).storageId() : oldest(all));
            }
        }
    }

    /** Takes a session off the list of a subject that it does not name from this revision on. */
    void leave(KeyLayout keys, String token, String storageId, long revision, Deadline deadline) {
        remove(keys, Map.of(new Entry(token, KeyLayout.member(storageId)), revision), deadline);
    }

    /** Takes sessions that have ended off the lists of their subjects; tokens by storage id. */
    void ended(KeyLayout keys, Map<String, String> tokens, Deadline deadline) {
        Map<Entry, Long> entries = new LinkedHashMap<>();
        tokens.forEach((id, token) -> entries.put(new Entry(token, KeyLayout.member(id)), ENDED));
        remove(keys, entries, deadline);
    }

    /** All entries under these tokens, one parallel trip. */
    List<Entry> members(KeyLayout keys, List<String> tokens, Deadline deadline) {
        List<Reply> replies = link.runAll(Script.MEMBERS,
                tokens.stream().map(token -> new RedisLink.Call(keys.subjectKeys(token), List.of())).toList(), deadline);
        List<Entry> entries = new ArrayList<>();
        for (int i = 0; i < tokens.size(); i++) {
            for (int j = 0; j < replies.get(i).size(); j++) {
                String member = replies.get(i).text(j);
                // Any other was planted by somebody else.
                if (member.length() == MEMBER_LENGTH) {
                    entries.add(new Entry(tokens.get(i), member));
                }
            }
        }
        return entries;
    }

    /** @param pending how many may be on their way */
    record Looked(List<Verified> live, int pending) {
    }

    /** Looks at the records of entries, one parallel trip, and removes the entries that are refuted. */
    Looked look(KeyLayout keys, List<Entry> entries, Deadline deadline) {
        List<Reply> replies = link.runAll(Script.LOOK, entries.stream()
                .map(entry -> new RedisLink.Call(List.of(keys.record(entry.storageId())), List.of())).toList(), deadline);
        List<Verified> live = new ArrayList<>();
        Map<Entry, Long> refuted = new LinkedHashMap<>();
        for (int i = 0; i < entries.size(); i++) {
            Entry entry = entries.get(i);
            Reply reply = replies.get(i);
            Optional<RecordFormat> record = reply.status().equals("live")
                    ? RecordFormat.decode(reply.bytes(3)) : Optional.empty();
            if (record.isPresent() && record.get().subjectToken().map(RecordFormat::text).equals(Optional.of(entry.token()))) {
                live.add(new Verified(entry, reply.number(2), reply.bytes(3), record.get()));
            } else {
                refuted.put(entry, record.map(RecordFormat::revision).orElse(reply.status().equals("absent") ? ABSENT : ENDED));
            }
        }
        remove(keys, refuted, deadline);
        if (refuted.isEmpty()) {
            return new Looked(live, 0);
        }
        Set<Entry> left = new HashSet<>(members(keys, refuted.keySet().stream().map(Entry::token).distinct().toList(), deadline));
        left.retainAll(refuted.keySet());
        return new Looked(live, left.size());
    }

    /** What cannot be removed now is refuted again by the next one who reads it. */
    private void remove(KeyLayout keys, Map<Entry, Long> entries, Deadline deadline) {
        Map<String, List<Object>> byToken = new HashMap<>();
        entries.forEach((entry, revision) -> byToken.computeIfAbsent(entry.token(), token -> new ArrayList<>())
                .addAll(List.of(entry.member(), revision)));
        if (byToken.isEmpty()) {
            return;
        }
        try {
            link.runAll(Script.DELIST, byToken.entrySet().stream()
                    .map(one -> new RedisLink.Call(keys.subjectKeys(one.getKey()), one.getValue())).toList(), deadline);
        } catch (StateUnavailableException e) {
            LOG.debug("Entries of ended sessions stay until they are read: {}", e.getMessage());
        }
    }

    private static String oldest(List<Verified> live) {
        Verified oldest = live.get(0);
        for (Verified one : live) {
            oldest = one.format().createdAt().isBefore(oldest.format().createdAt()) ? one : oldest;
        }
        return oldest.entry().storageId();
    }
}
