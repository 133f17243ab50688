package com.iam.state.api;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * Attributes in the order in which they were added, which no caller can change. A session has few of them, and
 * most requests change one: side by side in arrays they are found, gone through and copied faster than in a hash table,
 * whose entries lie anywhere, and states that differ in values only share their names.
 */
final class FixedAttributes extends AbstractMap<String, Attribute> {

    private final String[] names;
    /** Of the names, so that only an entry that may be the right one is compared. */
    private final int[] hashes;
    private final Attribute[] values;
    private final long room;

    private FixedAttributes(String[] names, int[] hashes, Attribute[] values, long room) {
        this.names = names;
        this.hashes = hashes;
        this.values = values;
        this.room = room;
    }

    static FixedAttributes of(Map<String, Attribute> given) {
        if (given instanceof FixedAttributes fixed) {
            return fixed;
        }
        // In one go, in case another thread is changing it.
        Map.Entry<?, ?>[] entries = given.entrySet().toArray(new Map.Entry<?, ?>[0]);
        String[] names = new String[entries.length];
        int[] hashes = new int[entries.length];
        Attribute[] values = new Attribute[entries.length];
        long room = 0;
        for (int i = 0; i < entries.length; i++) {
            names[i] = (String) entries[i].getKey();
            hashes[i] = names[i].hashCode();
            values[i] = (Attribute) Objects.requireNonNull(entries[i].getValue());
            room += Room.of(names[i], values[i]);
        }
        return new FixedAttributes(names, hashes, values, room);
    }

    FixedAttributes with(String name, Attribute value) {
        Objects.requireNonNull(value);
        int present = indexOf(Objects.requireNonNull(name));
        if (present >= 0) {
            Attribute[] changed = values.clone();
            changed[present] = value;
            return new FixedAttributes(names, hashes, changed, room - Room.of(name, values[present]) + Room.of(name, value));
        }
        int end = names.length;
        FixedAttributes longer = new FixedAttributes(Arrays.copyOf(names, end + 1), Arrays.copyOf(hashes, end + 1),
                Arrays.copyOf(values, end + 1), room + Room.of(name, value));
        longer.names[end] = name;
        longer.hashes[end] = name.hashCode();
        longer.values[end] = value;
        return longer;
    }

    FixedAttributes without(String name) {
        int gone = indexOf(name);
        if (gone < 0) {
            return this;
        }
        int rest = names.length - 1;
        FixedAttributes shorter = new FixedAttributes(Arrays.copyOf(names, rest), Arrays.copyOf(hashes, rest),
                Arrays.copyOf(values, rest), room - Room.of(name, values[gone]));
        System.arraycopy(names, gone + 1, shorter.names, gone, rest - gone);
        System.arraycopy(hashes, gone + 1, shorter.hashes, gone, rest - gone);
        System.arraycopy(values, gone + 1, shorter.values, gone, rest - gone);
        return shorter;
    }

    /** No less than the bytes that they take. */
    long room() {
        return room;
    }

    private int indexOf(Object name) {
        int hash = Objects.hashCode(name);
        for (int i = 0; i < hashes.length; i++) {
            if (hashes[i] == hash && Objects.equals(names[i], name)) {
                return i;
            }
        }
        return -1;
    }

    @Override
    public int size() {
        return names.length;
    }

    @Override
    public Attribute get(Object name) {
        int found = indexOf(name);
        return found < 0 ? null : values[found];
    }

    @Override
    public boolean containsKey(Object name) {
        return indexOf(name) >= 0;
    }

    /** Most states that are compared differ in one attribute, if at all, and share the names. */
    @Override
    public boolean equals(Object other) {
        if (other instanceof FixedAttributes fixed && names == fixed.names) {
            return Arrays.equals(values, fixed.values);
        }
        return super.equals(other);
    }

    @Override
    public int hashCode() {
        return super.hashCode();
    }

    @Override
    public void forEach(BiConsumer<? super String, ? super Attribute> action) {
        for (int i = 0; i < names.length; i++) {
            action.accept(names[i], values[i]);
        }
    }

    @Override
    public Set<Entry<String, Attribute>> entrySet() {
        return new AbstractSet<>() {

            @Override
            public int size() {
                return names.length;
            }

            @Override
            public Iterator<Entry<String, Attribute>> iterator() {
                return new Entries();
            }
        };
    }

    private final class Entries implements Iterator<Entry<String, Attribute>> {

        private int next;

        @Override
        public boolean hasNext() {
            return next < names.length;
        }

        @Override
        public Entry<String, Attribute> next() {
            if (next == names.length) {
                throw new NoSuchElementException();
            }
            int present = next++;
            return new SimpleImmutableEntry<>(names[present], values[present]);
        }
    }
}
