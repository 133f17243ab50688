package com.iam.state.support.codec;

import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import com.iam.state.api.Attribute;
import com.iam.state.api.SessionState;

/**
 * The content of a state as bytes: CBOR (RFC 8949), a map that begins with {@code "v"}, the format number.
 *
 * <p>Format 1 is {@code {"v": 1, "s": subject, "b": actor, "a": {name: attribute, ...}}}, without {@code "s"} if there
 * is no subject, and without {@code "b"} if there is no actor. Attributes: a text is a text string, or packed ({@link PackedText}: a byte string
 * with tag 60007) if it is long and of ASCII, a boolean {@code true} or {@code false}, an int64 an integer, a decimal a
 * decimal fraction (tag 4), a moment an extended time (tag 1001, RFC 9581) of exactly
 * <code>{1: seconds since 1970, -9: nanoseconds}</code>, bytes a byte string, a sequence an array, and a structure a map
 * with texts for keys, all of definite length. Any other well-formed item is kept, byte for byte, as
 * {@link Attribute.Unknown} and written back as it was.
 *
 * <p>This release writes format 1 and reads 1 and 2. A field of the outer map that it does not know is passed over, and
 * is lost when the state is written again: a later release that wants its data kept by older nodes puts it among the
 * attributes.
 *
 * <p>Arrays, maps and tags lie at most {@value CborReader#MAX_DEPTH} deep in each other, the outer map included.
 */
public final class StateCodec {

    static final long FORMAT = 1;

    private static final String KEY_FORMAT = "v";
    private static final String KEY_SUBJECT = "s";
    /** By whom: who acts for the subject. */
    private static final String KEY_ACTOR = "b";
    private static final String KEY_ATTRIBUTES = "a";
    /** Of an attribute: it lies in the map of them, and that in the outer one. */
    private static final int DEPTH = 2;
    private static final int USUAL = 4096;
    private static final int USUAL_CHANGE = 256;

    private StateCodec() {
    }

    /**
     * @throws IllegalArgumentException if it could not be read back: nested too deep, a text with a lone surrogate, an
     *     unknown attribute that is not one CBOR item
     */
    public static byte[] encode(SessionState state) {
        return encode(state, EncodedState.NONE).bytes();
    }

    /**
     * Encodes what differs, and copies the attributes that are the same objects as before.
     *
     * @param before any state; of use if {@code state} was made from it
     * @throws IllegalArgumentException as {@link #encode(SessionState)}
     */
    public static EncodedState encode(SessionState state, EncodedState before) {
        CborWriter out = new CborWriter(before == EncodedState.NONE ? USUAL : before.bytes().length + USUAL_CHANGE);
        out.head(CborHead.MAP, 2 + (state.subject().isPresent() ? 1 : 0) + (state.actor().isPresent() ? 1 : 0));
        out.text(KEY_FORMAT);
        out.integer(FORMAT);
        name(KEY_SUBJECT, state.subject(), out);
        name(KEY_ACTOR, state.actor(), out);
        out.text(KEY_ATTRIBUTES);
        out.head(CborHead.MAP, state.attributes().size());
        AttributeWriter attributes = new AttributeWriter(out);
        Bounds bounds = new Bounds(state.attributes().size(), out.length());
        int[] expected = {0};
        state.attributes().forEach((name, value) -> {
            int present = before.indexOf(name, value, expected[0]);
            expected[0] = (present < 0 ? expected[0] : present) + 1;
            if (present >= 0) {
                before.copy(present, out);
            } else {
                attributes.entry(name, value, DEPTH);
            }
            bounds.add(out.length(), out.spared());
        });
        byte[] encoded = out.toByteArray();
        if (attributes.mayBeTooDeep()) {
            checkDepth(encoded);
        }
        return new EncodedState(state, encoded, bounds.all, bounds.spared);
    }

    private static void name(String key, Optional<String> name, CborWriter out) {
        if (name.isPresent()) {
            out.text(key);
            out.text(name.get());
        }
    }

    private static void checkDepth(byte[] encoded) {
        try {
            new CborReader(encoded).checkWellFormed();
        } catch (MalformedStateException e) {
            throw new IllegalArgumentException("the attributes cannot be encoded: " + e.getMessage(), e);
        }
    }

    /**
     * @throws NewerFormatException if the format is newer than the next one
     * @throws MalformedStateException for anything else that is not an encoded state; there is no other exception
     */
    public static SessionState decode(byte[] encoded) throws MalformedStateException {
        return read(encoded).state();
    }

    /**
     * As {@link #decode}, with what {@link #encode(SessionState, EncodedState)} can make use of.
     *
     * @param encoded is not copied: the caller must not change it any more
     */
    public static EncodedState read(byte[] encoded) throws MalformedStateException {
        CborReader in = new CborReader(encoded);
        CborHead outer = in.head();
        if (!outer.isDefinite(CborHead.MAP) || outer.argument() == 0) {
            throw new MalformedStateException("it is not a map");
        }
        format(in);
        Set<String> keys = new HashSet<>(Set.of(KEY_FORMAT));
        Optional<String> subject = Optional.empty();
        Optional<String> actor = Optional.empty();
        Optional<Map<String, Attribute>> attributes = Optional.empty();
        Bounds bounds = new Bounds(0, 0);
        for (long i = 1; i < outer.argument(); i++) {
            String key = text(in);
            if (!keys.add(key)) {
                throw new MalformedStateException("a field stands twice in the outer map");
            }
            switch (key) {
                case KEY_SUBJECT -> subject = Optional.of(text(in));
                case KEY_ACTOR -> actor = Optional.of(text(in));
                case KEY_ATTRIBUTES -> {
                    CborHead head = head(in);
                    bounds = new Bounds((int) in.count(head, 2), in.position());
                    attributes = Optional.of(attributes(in, head, bounds));
                }
                default -> in.skip(1);
            }
        }
        in.checkEnd();
        if (actor.isPresent() && subject.isEmpty()) {
            throw new MalformedStateException("there is an actor and no subject");
        }
        SessionState state = new SessionState(subject, actor,
                attributes.orElseThrow(() -> new MalformedStateException("there are no attributes")));
        return new EncodedState(state, encoded, bounds.all, bounds.spared);
    }

    /** Stands first in every format, so that a newer one is known before anything else of it is read. */
    private static void format(CborReader in) throws MalformedStateException {
        if (!text(in).equals(KEY_FORMAT)) {
            throw new MalformedStateException("it does not begin with the format");
        }
        CborHead format = in.head();
        if (format.major() != CborHead.UNSIGNED || format.argument() == 0) {
            throw new MalformedStateException("there is no such format");
        }
        if (Long.compareUnsigned(format.argument(), FORMAT + 1) > 0) {
            throw new NewerFormatException();
        }
    }

    private static String text(CborReader in) throws MalformedStateException {
        CborHead head = in.head();
        if (!head.isDefinite(CborHead.TEXT)) {
            throw new MalformedStateException("a text is missing");
        }
        return in.text(head);
    }

    private static CborHead head(CborReader in) throws MalformedStateException {
        CborHead head = in.head();
        if (!head.isDefinite(CborHead.MAP)) {
            throw new MalformedStateException("the attributes are not a map");
        }
        return head;
    }

    private static Map<String, Attribute> attributes(CborReader in, CborHead head, Bounds bounds) throws MalformedStateException {
        return new AttributeReader(in).map(head, DEPTH - 1, () -> bounds.add(in.position(), in.spared()))
                .orElseThrow(() -> new MalformedStateException("an attribute's name is not a text"));
    }

    /** Where attributes begin and end, and by how much packed texts are shorter until there. */
    private static final class Bounds {

        private final int[] all;
        private final int[] spared;
        private int count;

        Bounds(int attributes, int begin) {
            this.all = new int[attributes + 1];
            this.all[0] = begin;
            this.spared = new int[attributes + 1];
        }

        void add(int end, int sparedUntilThere) {
            all[++count] = end;
            spared[count] = sparedUntilThere;
        }
    }
}
