package com.iam.state.crypto.internal;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

import org.osgi.framework.BundleContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import com.iam.state.api.provider.StateEncryption;
import com.iam.support.config.InvalidSettingException;
import com.iam.support.config.ProblemReporter;
import com.iam.support.config.ReplacedService;
import com.iam.support.config.Settings;

/**
 * Publishes a migrating encryption while both encryptions that it needs are there, and a new one whenever one of
 * them, or the settings, have changed. Settings that cannot be accepted leave the last good ones in force. May be
 * called by any thread; holds no lock while it calls the framework.
 */
final class MigrationService {

    private static final Logger LOG = LoggerFactory.getLogger(MigrationService.class);

    private static final Duration SETTLED = Duration.ofSeconds(2);
    private static final Duration BETWEEN_TRIALS = Duration.ofSeconds(30);

    private record Received(Settings settings, Instant at) {
    }

    private final ReplacedService<StateEncryption> service;
    private final ProblemReporter problems;
    private final InstantSource clock;
    private final Collection<Candidate> candidates;
    private final Consumer<Instant> refreshAt;
    private final Turns turns = new Turns(this::turn);
    private volatile Optional<Received> received = Optional.empty();
    // The following are touched only while it is a thread's turn.
    private Optional<MigratingSettings> lastGood = Optional.empty();
    private Optional<Migration> inForce = Optional.empty();
    /**
     * Since when a filter matches several encryptions: an encryption that replaces another is there beside it for a
     * moment.
     */
    private Optional<Instant> ambiguousSince = Optional.empty();
    private Instant nextTrial = Instant.MIN;

    /**
     * @param candidates may change at any time, followed by {@link #refresh()}
     * @param refreshAt asks for a {@link #refresh()} at a time
     */
    MigrationService(BundleContext context, InstantSource clock, Collection<Candidate> candidates,
            Consumer<Instant> refreshAt) {
        this.service = new ReplacedService<>(context, StateEncryption.class);
        this.problems = new ProblemReporter(context);
        this.clock = clock;
        this.candidates = candidates;
        this.refreshAt = refreshAt;
    }

    void configure(Map<String, Object> properties) {
        received = Optional.of(new Received(new Settings(properties), clock.instant()));
        refresh();
    }

    void refresh() {
        turns.next();
    }

    void withdraw() {
        received = Optional.empty();
        refresh();
    }

    private void turn() {
        Optional<Received> latest = received;
        if (latest.isEmpty()) {
            problems.clear();
            lastGood = Optional.empty();
            publish(Optional.empty());
            return;
        }
        Settings settings = latest.get().settings();
        try {
            MigratingSettings wanted = MigratingSettings.of(settings, latest.get().at());
            Optional<Migration> plan = plan(wanted);
            if (plan.isPresent() || lastGood.isEmpty() || lastGood.get().equals(wanted)) {
                lastGood = plan.map(Migration::settings).or(() -> lastGood);
                publish(plan);
                tellAmbiguity(settings, plan);
                return;
            }
            throw new InvalidSettingException(missing(wanted), "matches no state encryption");
        } catch (InvalidSettingException e) {
            tryAgainLater();
            Optional<Migration> fallback = fallback();
            publish(fallback);
            problems.report(settings, e, fallback.isPresent()
                    ? "the last good configuration stays in force"
                    : "there is no service until this is mended");
        }
    }

    /** The last good settings with what is there now. */
    private Optional<Migration> fallback() {
        try {
            return lastGood.flatMap(this::plan);
        } catch (InvalidSettingException e) {
            LOG.debug("The last good settings do not fit what is there now", e);
            return Optional.empty();
        }
    }

    private Optional<Migration> plan(MigratingSettings settings) {
        return Migration.plan(settings, candidates, inForce, clock.instant());
    }

    /** An encryption that fails now may work later. */
    private void tryAgainLater() {
        Instant now = clock.instant();
        if (!now.isBefore(nextTrial)) {
            nextTrial = now.plus(BETWEEN_TRIALS);
            refreshAt.accept(nextTrial);
        }
    }

    private void tellAmbiguity(Settings settings, Optional<Migration> plan) {
        Optional<InvalidSettingException> ambiguity = plan.flatMap(each -> each.ambiguity(candidates));
        if (ambiguity.isEmpty()) {
            ambiguousSince = Optional.empty();
            problems.clear();
            return;
        }
        Instant now = clock.instant();
        Instant since = ambiguousSince.orElse(now);
        ambiguousSince = Optional.of(since);
        if (now.isBefore(since.plus(SETTLED))) {
            refreshAt.accept(since.plus(SETTLED));
        } else {
            problems.report(settings, ambiguity.get(), "the first one is used");
        }
    }

    private String missing(MigratingSettings settings) {
        return Candidate.matching(candidates, settings.previous(), Optional.empty()).isEmpty()
                ? MigratingSettings.PREVIOUS
                : MigratingSettings.NEW;
    }

    private void publish(Optional<Migration> wanted) {
        if (wanted.equals(inForce)) {
            return;
        }
        if (wanted.isEmpty()) {
            LOG.info("{}: is withdrawn", inForce.get().settings().name());
            service.withdraw();
            inForce = wanted;
            return;
        }
        Migration migration = wanted.get();
        String name = migration.settings().name();
        String source = received.map(Received::settings).map(Settings::source).orElse(name);
        service.configure(new Settings(Map.of()), unused -> migration.encryption(clock), unused -> Map.of(
                StateEncryption.KIND, MigratingEncryption.KIND_MIGRATING, StateEncryption.NAME, name, StateEncryption.LOCAL, migration.local(),
                StateEncryption.PHASE, migration.phase().toString(), StateEncryption.SOURCE, source,
                StateEncryption.KEYS_SETTING, MigratingSettings.PHASE));
        inForce = wanted;
        if (migration.plaintextIsOver()) {
            LOG.info("{}: the deadline has passed: acts as in phase {}", name, Phase.RETIRED);
        } else {
            LOG.info("{}: migrates, phase {}", name, migration.settings().phase());
            migration.plaintextUntil().ifPresent(refreshAt);
        }
    }
}
