package com.iam.state.api;

import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What a module sees of a session: whose it is, once that is known, and its attributes. Immutable; a change makes a
 * new one.
 *
 * <p>Lists and limits of sessions go by the subject alone: a session in which an actor works is the subject's.
 *
 * @param subject the name of the user that has logged in; empty before that
 * @param actor the name of the user that acts for the subject; empty if the subject itself acts, or if there is none
 * @param attributes by name, in the order in which they were added
 */
public record SessionState(Optional<String> subject, Optional<String> actor, Map<String, Attribute> attributes) {

    public static final SessionState EMPTY = new SessionState(Optional.empty(), Map.of());

    /** @throws IllegalArgumentException if there is an actor and no subject */
    public SessionState {
        Objects.requireNonNull(subject);
        if (actor.isPresent() && subject.isEmpty()) {
            throw new IllegalArgumentException("an actor needs a subject");
        }
        attributes = FixedAttributes.of(attributes);
    }

    /** A state in which the subject itself acts. */
    public SessionState(Optional<String> subject, Map<String, Attribute> attributes) {
        this(subject, Optional.empty(), attributes);
    }

    /** The actor is kept if the subject stays the same, and removed if it becomes another. */
    public SessionState withSubject(String name) {
        return new SessionState(Optional.of(name), actor.filter(kept -> subject.equals(Optional.of(name))), attributes);
    }

    /**
     * The same session, in which that user acts for the subject.
     *
     * @throws IllegalArgumentException if there is no subject yet
     */
    public SessionState withActor(String name) {
        return new SessionState(subject, Optional.of(name), attributes);
    }

    public SessionState with(String name, Attribute value) {
        return new SessionState(subject, actor, FixedAttributes.of(attributes).with(name, value));
    }

    public SessionState with(String name, String value) {
        return with(name, Attribute.of(value));
    }

    public SessionState with(String name, long value) {
        return with(name, Attribute.of(value));
    }

    public SessionState with(String name, boolean value) {
        return with(name, Attribute.of(value));
    }

    public SessionState with(String name, Instant value) {
        return with(name, Attribute.of(value));
    }

    public SessionState without(String name) {
        return new SessionState(subject, actor, FixedAttributes.of(attributes).without(name));
    }

    /** The attribute's text; empty if there is none or it is of another type. */
    public Optional<String> text(String name) {
        return attributes.get(name) instanceof Attribute.Text text ? Optional.of(text.value()) : Optional.empty();
    }

    /** The attribute's number; empty if there is none or it is of another type. */
    public Optional<Long> int64(String name) {
        return attributes.get(name) instanceof Attribute.Int64 number ? Optional.of(number.value()) : Optional.empty();
    }

    /** The attribute's instant; empty if there is none or it is of another type. */
    public Optional<Instant> moment(String name) {
        return attributes.get(name) instanceof Attribute.Moment moment ? Optional.of(moment.value()) : Optional.empty();
    }

    /**
     * No less than the bytes that the attributes take as CBOR (RFC 8949). It is known: nothing is counted. For texts it is
     * three times as much, so a caller that is near a limit has to count.
     */
    public long room() {
        return FixedAttributes.of(attributes).room();
    }

    /** Names, never values: a state may be printed by mistake. */
    @Override
    public String toString() {
        return "SessionState[subject=" + masked(subject) + ", actor=" + masked(actor)
                + ", attributes=" + attributes.keySet() + "]";
    }

    private static String masked(Optional<String> name) {
        return name.isPresent() ? "***" : "none";
    }
}
