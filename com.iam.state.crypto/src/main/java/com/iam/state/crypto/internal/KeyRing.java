package com.iam.state.crypto.internal;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import com.iam.state.api.admin.KeyInfo;

/** The keys of one encryption: the primary, those that still open, and the ids of those that are refused. */
final class KeyRing {

    private final StateEncryptionKey primary;
    private final Map<String, StateEncryptionKey> opening = new LinkedHashMap<>();
    private final Set<String> retired;
    private final List<StateEncryptionKey> all;
    private final List<KeyInfo> infos;

    /** @throws IllegalArgumentException if two keys have one id, or a key is retired as well */
    KeyRing(StateEncryptionKey primary, List<StateEncryptionKey> enabled, Set<String> retired) {
        this.primary = primary;
        this.retired = Set.copyOf(retired);
        opening.put(primary.id(), primary);
        for (StateEncryptionKey key : enabled) {
            if (opening.putIfAbsent(key.id(), key) != null) {
                throw new IllegalArgumentException("two keys have the id " + key.id());
            }
        }
        opening.keySet().stream().filter(this.retired::contains).findFirst().ifPresent(id -> {
            throw new IllegalArgumentException("the key " + id + " is retired as well");
        });
        this.all = List.copyOf(opening.values());
        this.infos = describe();
    }

    StateEncryptionKey primary() {
        return primary;
    }

    /** The key that opens what was sealed under this id. */
    Optional<StateEncryptionKey> opening(String id) {
        return Optional.ofNullable(opening.get(id));
    }

    boolean isRetired(String id) {
        return retired.contains(id);
    }

    /** The primary first. */
    List<StateEncryptionKey> opening() {
        return all;
    }

    List<KeyInfo> infos() {
        return infos;
    }

    private List<KeyInfo> describe() {
        List<KeyInfo> described = new ArrayList<>();
        for (String id : opening.keySet()) {
            described.add(new KeyInfo(id, id.equals(primary.id()) ? KeyInfo.Use.PRIMARY : KeyInfo.Use.ENABLED));
        }
        retired.stream().sorted().forEach(id -> described.add(new KeyInfo(id, KeyInfo.Use.RETIRED)));
        return List.copyOf(described);
    }
}
