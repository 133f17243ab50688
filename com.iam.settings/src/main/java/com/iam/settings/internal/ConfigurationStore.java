package com.iam.settings.internal;

import java.io.IOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Hashtable;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.osgi.framework.InvalidSyntaxException;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;

import com.iam.support.config.Placeholders;

/** Configuration Admin, as far as it has what came from files. Not for several threads at a time. */
final class ConfigurationStore {

    /** As File Install has it, so that messages name the file whichever of the two read it. */
    static final String FILE = "felix.fileinstall.filename";
    /** Makes a configuration another one when nothing but a secret in it has changed. */
    private static final String SECRETS = "iam.secrets.changes";

    private final ConfigurationAdmin admin;
    /** By the id of the configuration. */
    private final Map<String, Map<String, Object>> held = new HashMap<>();
    private final Map<String, Integer> changes = new HashMap<>();

    ConfigurationStore(ConfigurationAdmin admin) {
        this.admin = admin;
    }

    /** Configurations that an earlier run of this bundle has left in a framework that went on. */
    Set<String> left(String folderUri) throws IOException {
        return Stream.of(found("(" + FILE + "=*)"))
                .filter(one -> String.valueOf(one.getProperties().get(FILE)).startsWith(folderUri))
                .map(Configuration::getPid).collect(Collectors.toSet());
    }

    /** @return whether it was another one before */
    boolean hold(Target.Of target, String fileUri, Map<String, Object> settings) throws IOException {
        Map<String, Object> all = new HashMap<>(settings);
        all.put(FILE, fileUri);
        Optional.ofNullable(changes.get(target.id())).ifPresent(count -> all.put(SECRETS, count));
        if (same(all, held.get(target.id()))) {
            return false;
        }
        configuration(target).updateIfDifferent(new Hashtable<>(all));
        held.put(target.id(), all);
        return true;
    }

    /** What is not known any more. */
    void keepOnly(Set<String> ids) throws IOException {
        for (String id : Set.copyOf(held.keySet())) {
            if (!ids.contains(id)) {
                delete(id);
            }
        }
    }

    void delete(String id) throws IOException {
        held.remove(id);
        changes.remove(id);
        for (Configuration one : found("(service.pid=" + id.replaceAll("([\\\\*()])", "\\\\$1") + ")")) {
            one.delete();
        }
    }

    private Configuration[] found(String filter) throws IOException {
        try {
            Configuration[] all = admin.listConfigurations(filter);
            return all == null ? new Configuration[0] : all;
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException("a PID is not escaped: " + filter, e);
        }
    }

    boolean holds(String id) {
        return held.containsKey(id);
    }

    /** The names of all secrets that configurations ask for. */
    Set<String> secrets() {
        Set<String> names = new HashSet<>();
        held.values().forEach(settings -> names.addAll(secrets(settings)));
        return names;
    }

    /** The ids of the configurations that ask for a secret. */
    Set<String> having(String secret) {
        return held.keySet().stream().filter(id -> secrets(held.get(id)).contains(secret)).collect(Collectors.toSet());
    }

    /** Has a configuration read again by its component. */
    void secretChanged(String id) {
        changes.merge(id, 1, Integer::sum);
    }

    private static Set<String> secrets(Map<String, Object> settings) {
        return settings.values().stream().flatMap(ConfigurationStore::texts)
                .flatMap(text -> Placeholders.secretsIn(text).stream()).collect(Collectors.toSet());
    }

    private static Stream<String> texts(Object value) {
        if (value instanceof String[] several) {
            return Stream.of(several);
        }
        return value instanceof Collection<?> several
                ? several.stream().map(String::valueOf) : Stream.of(String.valueOf(value));
    }

    private Configuration configuration(Target.Of target) throws IOException {
        return target.name().isPresent() ? admin.getFactoryConfiguration(target.pid(), target.name().get(), "?")
                : admin.getConfiguration(target.pid(), "?");
    }

    private static boolean same(Map<String, Object> one, Map<String, Object> other) {
        return other != null && one.keySet().equals(other.keySet())
                && one.entrySet().stream()
                        .allMatch(entry -> Objects.deepEquals(entry.getValue(), other.get(entry.getKey())));
    }
}
