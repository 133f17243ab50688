package com.iam.state.api;

import java.util.AbstractMap;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiConsumer;

/** Attributes in the order in which they were added, which nobody changes any more: so they are not copied again. */
final class FixedAttributes extends AbstractMap<String, Attribute> {

    private final LinkedHashMap<String, Attribute> own;

    private FixedAttributes(LinkedHashMap<String, Attribute> own) {
        this.own = own;
    }

    static FixedAttributes of(Map<String, Attribute> given) {
        return given instanceof FixedAttributes fixed ? fixed : new FixedAttributes(new LinkedHashMap<>(given));
    }

    FixedAttributes with(String name, Attribute value) {
        LinkedHashMap<String, Attribute> changed = new LinkedHashMap<>(own);
        changed.put(Objects.requireNonNull(name), Objects.requireNonNull(value));
        return new FixedAttributes(changed);
    }

    FixedAttributes without(String name) {
        LinkedHashMap<String, Attribute> changed = new LinkedHashMap<>(own);
        changed.remove(name);
        return new FixedAttributes(changed);
    }

    @Override
    public Attribute get(Object name) {
        return own.get(name);
    }

    @Override
    public boolean containsKey(Object name) {
        return own.containsKey(name);
    }

    @Override
    public Set<Entry<String, Attribute>> entrySet() {
        return Collections.unmodifiableMap(own).entrySet();
    }

    @Override
    public void forEach(BiConsumer<? super String, ? super Attribute> action) {
        own.forEach(action);
    }
}
