package com.iam.settings.internal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import com.iam.support.config.SecretFolder;

/**
 * Keeps Configuration Admin as the files of a folder are: what is in them counts once it is steady; what is wrong
 * leaves the last good configuration as it is. A configuration whose secrets have changed is read again. May be called
 * by any thread.
 */
final class WatchedSettings {

    private static final Logger LOG = LoggerFactory.getLogger("com.iam.configuration");
    private static final long QUIET = TimeUnit.MILLISECONDS.toNanos(700);
    private static final long AWAY = TimeUnit.SECONDS.toNanos(2);
    /** How long a bundle may take to come for the settings that are there for it. */
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(10);
    private static final String FOLDER = "conf/";

    private final Path folder;
    private final SecretFolder secrets;
    private final ConfigurationStore store;
    private final PidCatalogue catalogue;
    private final Predicate<String> wanted;
    private final SteadyFiles files = new SteadyFiles(QUIET, AWAY);
    private final SteadyFiles secretFiles = new SteadyFiles(QUIET, AWAY);
    private final Set<String> knownSecrets = new HashSet<>();
    private final Map<String, SettingsFile> read = new TreeMap<>();
    private Plan plan = Plan.of(Map.of(), new KnownPids(Map.of()));
    private Optional<FileProblem> ofFolder = Optional.empty();
    private long lastNews;

    /** @param wanted whether there is something else than a component that takes settings of a PID */
    WatchedSettings(Path folder, SecretFolder secrets, ConfigurationStore store, PidCatalogue catalogue,
            Predicate<String> wanted) {
        this.folder = folder;
        this.secrets = secrets;
        this.store = store;
        this.catalogue = catalogue;
        this.wanted = wanted;
    }

    static boolean isSettings(String fileName) {
        return !fileName.startsWith(".") && (fileName.endsWith(".config") || fileName.endsWith(".cfg"));
    }

    /** Takes all that is there as it is. Configurations of files that have gone meanwhile go as well. */
    synchronized void begin(long now) throws IOException {
        lastNews = now;
        files.begin(Content.ofFolder(folder, WatchedSettings::isSettings));
        files.contents().forEach((name, content) -> read.put(name, SettingsFile.parse(name, content)));
        apply();
        for (String id : store.left(folder.toUri().toString())) {
            if (!plan.claims().containsKey(id)) {
                store.delete(id);
            }
        }
    }

    /** There are other bundles: files may have been waiting for them. */
    synchronized void bundlesChanged(long now) throws IOException {
        lastNews = now;
        apply();
    }

    synchronized void look(long now) throws IOException {
        if (lookAtSecrets(now)) {
            apply();
        }
        Map<String, Content> seen;
        try {
            seen = Content.ofFolder(folder, WatchedSettings::isSettings);
        } catch (IOException e) {
            ofFolder = Optional.of(problemOfFolder("cannot be read (" + e.getClass().getSimpleName() + ")"));
            return;
        }
        if (seen.isEmpty() && !files.contents().isEmpty()) {
            ofFolder = Optional.of(problemOfFolder("has no settings any more, as when it is not mounted"));
            return;
        }
        ofFolder = Optional.empty();
        Set<String> changed = files.glimpse(seen, now);
        for (String name : changed) {
            Content content = files.contents().get(name);
            if (content == null) {
                read.remove(name);
            } else {
                read.put(name, SettingsFile.parse(name, content));
            }
        }
        if (!changed.isEmpty()) {
            apply();
        }
    }

    /**
     * By the names of the files. The framework is asked without a lock: others may wait for it and this one for them.
     */
    Map<String, FileProblem> problems(long now) {
        Map<String, FileProblem> problems = new HashMap<>();
        unknown(problems, now).forEach((file, pid) -> {
            if (!wanted.test(pid)) {
                problems.put(file, new FileProblem(pid, "its file name", "belongs to no bundle that is here"
                        + catalogue.known().alike(pid).map(other -> ": is " + other + " meant?").orElse(""),
                        "the file has no effect"));
            }
        });
        return problems;
    }

    /** @return files that may be of no bundle, with their PIDs, once bundles have had time to come */
    private synchronized Map<String, String> unknown(Map<String, FileProblem> problems, long now) {
        ofFolder.ifPresent(problem -> problems.put(FOLDER, problem));
        plan.faults().forEach((file, fault) -> {
            Plan.Claim claim = plan.claims().get(fault.pid());
            boolean held = claim != null && claim.fileName().equals(file) && store.holds(fault.pid());
            problems.put(file, new FileProblem(fault.pid(), fault.place(), fault.reason(), held
                    ? "the last good configuration stays in force" : "the file has no effect until this is mended"));
        });
        return now - lastNews > PATIENCE ? Map.copyOf(plan.unknown()) : Map.of();
    }

    private static FileProblem problemOfFolder(String reason) {
        return new FileProblem("com.iam.settings", "the folder", reason, "the last good configurations stay in force");
    }

    private boolean lookAtSecrets(long now) {
        Map<String, Content> seen = new HashMap<>();
        for (String name : store.secrets()) {
            Optional<Content> content = secrets.file(name).flatMap(Content::of);
            content.ifPresent(there -> seen.put(name, there));
            if (knownSecrets.add(name)) {
                content.ifPresent(there -> secretFiles.begin(Map.of(name, there)));
            }
        }
        boolean news = false;
        for (String name : secretFiles.glimpse(seen, now)) {
            Set<String> having = store.having(name);
            if (having.isEmpty()) {
                continue;
            }
            if (secretFiles.contents().containsKey(name)) {
                LOG.info("The secret {} has changed: read again by {}", name, having);
                having.forEach(store::secretChanged);
                news = true;
            } else {
                LOG.warn("The secret {} is missing; what was read with it stays in force: {}", name, having);
            }
        }
        return news;
    }

    private void apply() throws IOException {
        plan = Plan.of(read, catalogue.known());
        store.keepOnly(plan.claims().keySet());
        for (Plan.Claim claim : plan.claims().values()) {
            if (claim.file() instanceof SettingsFile.Readable readable) {
                store.hold(claim.target(), folder.resolve(claim.fileName()).toUri().toString(), readable.settings());
            }
        }
    }
}
