package com.iam.state.redis.internal;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import com.iam.state.api.StateKey;
import com.iam.state.api.StateUnavailableException;
import com.iam.state.api.provider.Deadline;

/**
 * Keeps the near caches of all instances from serving what is over. One for each connection to Redis, also where there is no
 * near cache: whatever changes a session tells others who have one.
 *
 * <p><b>Who may serve.</b> An instance serves copies only as long after it was last {@linkplain CacheList listed}, and after it
 * {@linkplain Hearing last heard} everything from every primary, as its {@linkplain NearCacheSettings#right right} lasts. So
 * news that did not arrive keep a copy alive for no longer than that, as long as the instance knows which nodes are primaries.
 *
 * <p><b>When a session has ended</b> or got another secret, {@link #confirm} returns only when every listed instance has
 * acknowledged, after it has forgotten. Who has not after half its lease is struck off the list, whatever the reason: it serves
 * for less than the other half from what it had, then learns that it was struck, and empties its cache first. This holds
 * whatever becomes of connections, nodes and messages, since it rests on one key of Redis and on time spans, not on clocks.
 */
final class Coherence implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Coherence.class);
    private static final Duration TELLING = Duration.ofSeconds(1);

    private final String namespace;
    private final String id;
    private final NearCacheSettings settings;
    private final RedisLink link;
    private final CacheList list;
    private final Acknowledgements acknowledgements = new Acknowledgements();
    private final Doubts doubts;
    private final CacheCounters counters = new CacheCounters();
    private final Hearing hearing;
    private final AcknowledgingThread acknowledging;
    private final CacheHeart heart;
    private volatile Optional<NearCache> cache = Optional.empty();

    /**
     * @param id of this instance, 16 characters
     * @param doubts of this instance, whatever its connection
     * @param hearing makes the connections, for what to tell (channel and message) and what to run when one is lost
     */
    Coherence(RedisLink link, String namespace, String id, NearCacheSettings settings, Doubts doubts,
            BiFunction<BiConsumer<String, String>, Runnable, Hearing> hearing) {
        this.namespace = namespace;
        this.id = id;
        this.settings = settings;
        this.doubts = doubts;
        this.link = link;
        this.list = new CacheList(link, namespace,
                settings.on() ? Optional.of(new CacheList.Member(id, settings.lease())) : Optional.empty());
        this.hearing = hearing.apply(this::heard, this::forgetAll);
        this.acknowledging = new AcknowledgingThread(link, namespace, id);
        this.heart = new CacheHeart(list, this.hearing, settings, this::forgetAll);
    }

    /** The channels that an instance hears. */
    static List<String> channels(String namespace, String id, NearCacheSettings settings) {
        String own = KeyLayout.acknowledgements(namespace, id);
        return settings.on() ? List.of(own, KeyLayout.news(namespace)) : List.of(own);
    }

    /** A cache for a new pair of connection and encryption. That of the pair before serves no more. */
    NearCache newCache() {
        NearCache next = new NearCache(settings, this::mayServe, doubts, counters);
        Optional<NearCache> before = cache;
        cache = Optional.of(next);
        before.ifPresent(NearCache::close);
        return next;
    }

    CacheCounters counters() {
        return counters;
    }

    NearCacheSettings settings() {
        return settings;
    }

    boolean mayServe() {
        return settings.on() && Monotonic.isWithin(Monotonic.earlier(list.listedSince(), hearing.heardUntil()), settings.right());
    }

    /** What is told of a change, in the same step. Close it when all is done. */
    Notice notice(StateKey key, long revision, boolean toBeConfirmed) {
        Optional<Acknowledgements.Awaited> awaited = toBeConfirmed ? Optional.of(acknowledgements.open()) : Optional.empty();
        String channel = channel();
        long number = awaited.map(Acknowledgements.Awaited::number).orElse(0L);
        return new Notice(channel, channel.isEmpty() ? "" : new News(revision, number, id, key).text(), awaited);
    }

    /** @param channel empty if nobody need be told */
    record Notice(String channel, String message, Optional<Acknowledgements.Awaited> awaited) implements AutoCloseable {

        @Override
        public void close() {
            awaited.ifPresent(Acknowledgements.Awaited::close);
        }
    }

    /** The channel for news of changes; empty if nobody else has a cache. */
    private String channel() {
        return list.mayHaveOthers() ? KeyLayout.news(namespace) : "";
    }

    /** The channel for news of what has expired, which no instance knows by itself; empty if nobody has a cache. */
    String sweepChannel() {
        return settings.on() ? KeyLayout.news(namespace) : channel();
    }

    /** This instance serves no copy that is older than this revision. */
    void forget(StateKey key, long revision) {
        if (settings.on()) {
            // Not that of the caller, which may be the one before.
            cache.ifPresent(each -> each.forget(key, revision));
        }
    }

    /**
     * What this instance has changed itself. If there was nobody to be told when the notice was made, whoever is listed by now is
     * told late; who comes later serves only what it will have read later.
     */
    void changed(StateKey key, long revision, Notice notice) {
        forget(key, revision);
        if (notice.channel().isEmpty() && list.mayHaveOthers()) {
            tell(new News(revision, 0, id, key));
        }
    }

    /** What this instance has perhaps changed, or will have. */
    void doubted(StateKey key, long revision) {
        doubts.add(key, revision);
        forget(key, revision);
    }

    private void tell(News news) {
        try {
            link.run(Script.TELL, List.of(KeyLayout.modules(namespace)), List.of(KeyLayout.news(namespace), news.text()),
                    Deadline.after(TELLING));
        } catch (StateUnavailableException e) {
            LOG.debug("A change was not told to a near cache that has just begun: {}", e.getMessage());
        }
    }

    /** What the news of ended sessions begin with that the sweep finds. */
    String sweepMessage(String module) {
        return News.beginning(id, module);
    }

    /**
     * Returns when no other instance serves any more what the notice is about.
     *
     * @throws StateUnavailableException if that did not come about before the deadline; the change stands
     */
    void confirm(Notice notice, Deadline deadline) {
        if (notice.awaited().isEmpty()) {
            return;
        }
        try {
            List<CacheList.Listed> others = list.others(deadline);
            if (!others.isEmpty()) {
                confirm(others, notice.awaited().get(), notice.channel().isEmpty(), deadline);
            }
        } catch (StateUnavailableException e) {
            throw new StateUnavailableException("not every near cache is known to have forgotten the session: " + e.getMessage(),
                    true, e);
        }
    }

    private void confirm(List<CacheList.Listed> others, Acknowledgements.Awaited awaited, boolean untold, Deadline deadline) {
        List<String> awake = others.stream().filter(each -> !each.isStruck()).map(each -> each.member().id()).toList();
        Duration half = longest(others.stream().map(CacheList.Listed::member).toList()).dividedBy(2);
        if (!untold) {
            awaited.await(awake, sooner(Deadline.after(half), deadline));
        }
        List<CacheList.Member> missing = others.stream().map(CacheList.Listed::member)
                .filter(each -> !awaited.isBy(each.id())).toList();
        if (missing.isEmpty()) {
            return;
        }
        List<CacheList.Listed> left = list.strike(missing, deadline).stream().filter(each -> missing.contains(each.member())).toList();
        Deadline over = Deadline.after(left.stream().map(Coherence::rest).max(Duration::compareTo).orElse(Duration.ZERO));
        awaited.await(left.stream().map(each -> each.member().id()).toList(), sooner(over, deadline));
        if (!over.hasPassed() && left.stream().anyMatch(each -> !awaited.isBy(each.member().id()))) {
            throw new StateUnavailableException("there was no time left to wait for it");
        }
    }

    /** How much longer one that was struck may serve. Redis's clock has told for how long it has been struck. */
    private static Duration rest(CacheList.Listed struck) {
        Duration rest = struck.member().lease().dividedBy(2).minus(struck.struckFor() == null ? Duration.ZERO : struck.struckFor());
        return rest.isNegative() ? Duration.ZERO : rest;
    }

    private static Duration longest(Collection<CacheList.Member> members) {
        return members.stream().map(CacheList.Member::lease).max(Duration::compareTo).orElseThrow();
    }

    private static Deadline sooner(Deadline a, Deadline b) {
        return a.remaining().compareTo(b.remaining()) <= 0 ? a : b;
    }

    private void heard(String channel, String message) {
        try {
            if (!channel.equals(KeyLayout.news(namespace))) {
                acknowledgements.heard(message);
                return;
            }
            Optional<News> news = News.parse(message);
            news.ifPresentOrElse(each -> cache.ifPresent(own -> own.forget(each.key(), each.revision())), this::forgetAll);
            news.filter(each -> each.number() > 0 && !each.sender().equals(id)).ifPresent(acknowledging::add);
        } catch (RuntimeException e) {
            LOG.debug("What was heard cannot be understood", e);
        }
    }

    private void forgetAll() {
        cache.ifPresent(NearCache::empty);
    }

    @Override
    public void close() {
        heart.close();
        acknowledging.close();
        hearing.close();
        forgetAll();
    }
}
