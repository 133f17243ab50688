package com.iam.support.memo;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Remembers what was of use a moment ago, for as long as nothing else takes its place: a table without order, of fixed size.
 * Each key has one place, which the last one put there has. May be used by any number of threads; none waits for another.
 *
 * <p>Entries may vanish at any time. It is not for values that cannot be computed again.
 */
public final class Memo<K, V> {

    private record Entry<K, V>(K key, V value) {
    }

    private final AtomicReferenceArray<Entry<K, V>> places;

    /** @param bits the table has two to the power of this places */
    public Memo(int bits) {
        this.places = new AtomicReferenceArray<>(1 << bits);
    }

    public Optional<V> find(K key) {
        Entry<K, V> entry = places.getAcquire(place(key));
        return entry != null && entry.key.equals(key) ? Optional.of(entry.value) : Optional.empty();
    }

    public void put(K key, V value) {
        places.setRelease(place(key), new Entry<>(key, value));
    }

    private int place(K key) {
        int hash = key.hashCode();
        return (hash ^ hash >>> 16) & places.length() - 1;
    }
}
