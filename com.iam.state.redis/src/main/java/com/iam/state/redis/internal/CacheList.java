package com.iam.state.redis.internal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

import com.iam.state.api.provider.Deadline;

/**
 * The instances with a near cache, as Redis lists them. {@code caches.lua} says how. An instance serves nothing from its cache
 * until it has been listed for {@link #WARM_UP}; so whoever has looked at the list within that time knows all that serve. May
 * be used by any thread.
 */
final class CacheList {

    static final Duration WARM_UP = Duration.ofSeconds(3);
    /** How old a look may be that found nobody, for nobody to be told of a change: less, since the change takes its time. */
    private static final Duration RECENT = WARM_UP.dividedBy(2);
    /** For how long an instance stays listed that does not say so again; longer than it may serve then. */
    private static final Duration LISTED = Duration.ofSeconds(12);
    private static final long LONGEST = NearCacheSettings.LONGEST_LEASE_IN_MS;
    private static final int ID_LENGTH = 16;

    private final RedisLink link;
    private final String namespace;
    private final Optional<Member> own;
    private volatile Look look = new Look(List.of(), Monotonic.NEVER);
    private volatile long listedSince = Monotonic.NEVER;
    private volatile long warmAt = Monotonic.NEVER;
    private String knownStrike = "";

    CacheList(RedisLink link, String namespace, Optional<Member> own) {
        this.link = link;
        this.namespace = namespace;
        this.own = own;
    }

    /** An instance that has a cache. @param lease see {@link NearCacheSettings} */
    record Member(String id, Duration lease) {

        private String text() {
            return id + lease.toMillis();
        }

        /** One that somebody else has planted is taken for an instance, of no longer lease than one can have. */
        private static Member parse(String text) {
            try {
                long lease = Long.parseLong(text.substring(ID_LENGTH));
                return new Member(text.substring(0, ID_LENGTH), Duration.ofMillis(Math.max(0, Math.min(lease, LONGEST))));
            } catch (NumberFormatException | IndexOutOfBoundsException e) {
                return new Member(text, Duration.ofMillis(LONGEST));
            }
        }
    }

    /** @param struckFor null if it is in order */
    record Listed(Member member, Duration struckFor) {

        boolean isStruck() {
            return struckFor != null;
        }
    }

    private record Look(List<Listed> others, long askedAt) {
    }

    /**
     * Lists this instance again. By one thread.
     *
     * @param forget empties the cache; it is run before anything else is done if something may have been missed
     */
    void renew(Runnable forget, Deadline deadline) {
        if (own.isEmpty()) {
            look(List.of(), deadline);
            return;
        }
        boolean begins = warmAt == Monotonic.NEVER;
        long asked = System.nanoTime();
        Reply reply = run(own.get().text(), LISTED, begins, knownStrike, List.of(), deadline);
        look = new Look(others(reply), asked);
        if (reply.status().equals("kept")) {
            warmAt = begins ? Monotonic.after(WARM_UP) : warmAt;
            knownStrike = "";
            listedSince = asked;
            return;
        }
        // From here on nothing is served and nothing kept, until an answer says that this instance is listed and not struck.
        listedSince = Monotonic.NEVER;
        forget.run();
        if (reply.status().equals("struck")) {
            knownStrike = Long.toString(reply.number(1));
        } else {
            warmAt = Monotonic.NEVER;
        }
    }

    /** When this instance is last known to have been listed; {@link Monotonic#NEVER} if it may not serve. */
    long listedSince() {
        long warm = warmAt;
        return warm == Monotonic.NEVER || System.nanoTime() - warm < 0 ? Monotonic.NEVER : listedSince;
    }

    /** Whether there may be caches that want to hear of a change. If this instance is not listed, the list may have been lost. */
    boolean mayHaveOthers() {
        Look present = look;
        return own.isPresent() && listedSince == Monotonic.NEVER || !present.others().isEmpty()
                || !Monotonic.isWithin(present.askedAt(), RECENT);
    }

    /** Whether others are known. */
    boolean hasOthers() {
        return !look.others().isEmpty();
    }

    /** All others that may serve at this moment. Redis is asked if it was not lately. */
    List<Listed> others(Deadline deadline) {
        Look present = look;
        return Monotonic.isWithin(present.askedAt(), WARM_UP) ? present.others() : look(List.of(), deadline);
    }

    /** Strikes instances. When it returns, what they serve rests on having been listed before. */
    List<Listed> strike(Collection<Member> members, Deadline deadline) {
        return look(members.stream().map(Member::text).toList(), deadline);
    }

    /** This instance serves no more. */
    void leave(Deadline deadline) {
        if (own.isPresent()) {
            run(own.get().text(), Duration.ZERO, false, "", List.of(), deadline);
        }
    }

    private List<Listed> look(List<String> strike, Deadline deadline) {
        long asked = System.nanoTime();
        List<Listed> found = others(run("", Duration.ZERO, false, "", strike, deadline));
        look = new Look(found, asked);
        return found;
    }

    private Reply run(String self, Duration listed, boolean begins, String known, List<String> strike, Deadline deadline) {
        List<Object> arguments = new ArrayList<>(List.of(self, listed.toMillis(), begins ? "1" : "0", known));
        arguments.addAll(strike);
        return link.run(Script.CACHES, List.of(KeyLayout.caches(namespace)), arguments, deadline);
    }

    private List<Listed> others(Reply reply) {
        List<Listed> found = new ArrayList<>();
        for (int i = 2; i + 1 < reply.size(); i += 2) {
            Member member = Member.parse(reply.text(i));
            if (!own.equals(Optional.of(member))) {
                long struck = reply.number(i + 1);
                found.add(new Listed(member, struck < 0 ? null : Duration.ofMillis(struck)));
            }
        }
        return found;
    }
}
