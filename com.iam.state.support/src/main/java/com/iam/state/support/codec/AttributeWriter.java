package com.iam.state.support.codec;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;

import com.iam.state.api.Attribute;

/** Writes attributes; {@link StateCodec} says in which form. */
final class AttributeWriter {

    static final int TAG_DECIMAL = 4;
    static final int TAG_EXTENDED_TIME = 1001;
    static final int TIME_SECONDS = 1;
    static final int TIME_NANOSECONDS = -9;

    /** Of a tag, an array and another tag. Nothing else that is written here by itself is deeper. */
    private static final int DEPTH_OF_A_DECIMAL = 3;

    private final CborWriter out;
    private boolean deep;

    AttributeWriter(CborWriter out) {
        this.out = out;
    }

    /** @param depth how many items this lies in */
    void map(Map<String, Attribute> values, int depth) {
        checkDepth(depth);
        out.head(CborHead.MAP, values.size());
        values.forEach((name, value) -> entry(name, value, depth + 1));
    }

    /** @param depth how many items it lies in */
    void entry(String name, Attribute value, int depth) {
        out.text(name);
        attribute(value, depth);
    }

    /** Decimals, moments and unknown items have a depth of their own, which is not looked at here. */
    boolean mayBeTooDeep() {
        return deep;
    }

    private void attribute(Attribute attribute, int depth) {
        if (attribute instanceof Attribute.Text text) {
            text(text.value(), depth);
        } else if (attribute instanceof Attribute.Bool bool) {
            out.bool(bool.value());
        } else if (attribute instanceof Attribute.Int64 number) {
            out.integer(number.value());
        } else if (attribute instanceof Attribute.Decimal decimal) {
            decimal(decimal.value());
        } else if (attribute instanceof Attribute.Moment moment) {
            moment(moment.value());
        } else if (attribute instanceof Attribute.Binary binary) {
            out.bytes(binary.value().toArray());
        } else if (attribute instanceof Attribute.Sequence sequence) {
            checkDepth(depth);
            out.head(CborHead.ARRAY, sequence.values().size());
            sequence.values().forEach(value -> attribute(value, depth + 1));
        } else if (attribute instanceof Attribute.Structure structure) {
            map(structure.values(), depth);
        } else if (attribute instanceof Attribute.Unknown unknown) {
            unknown(unknown.encoded().toArray());
        } else {
            throw new IllegalArgumentException("a null attribute");
        }
    }

    private void text(String value, int depth) {
        byte[] utf8 = CborWriter.utf8(value);
        if (depth < CborReader.MAX_DEPTH && PackedText.suits(value, utf8.length)) {
            out.head(CborHead.TAG, PackedText.TAG);
            out.bytes(PackedText.pack(utf8));
            out.spare(PackedText.spared(value.length()));
        } else {
            out.text(utf8);
        }
    }

    private void decimal(BigDecimal value) {
        out.head(CborHead.TAG, TAG_DECIMAL);
        out.head(CborHead.ARRAY, 2);
        out.integer(-(long) value.scale());
        out.integer(value.unscaledValue());
    }

    private void moment(Instant value) {
        out.head(CborHead.TAG, TAG_EXTENDED_TIME);
        out.head(CborHead.MAP, 2);
        out.integer(TIME_SECONDS);
        out.integer(value.getEpochSecond());
        out.integer(TIME_NANOSECONDS);
        out.integer(value.getNano());
    }

    private void unknown(byte[] encoded) {
        deep = true;
        try {
            new CborReader(encoded).checkWellFormed();
        } catch (MalformedStateException e) {
            throw new IllegalArgumentException("an unknown attribute is not one CBOR item: " + e.getMessage(), e);
        }
        out.item(encoded);
    }

    private void checkDepth(int depth) {
        deep |= depth >= CborReader.MAX_DEPTH - DEPTH_OF_A_DECIMAL;
        if (depth >= CborReader.MAX_DEPTH) {
            throw new IllegalArgumentException("attributes are nested too deep");
        }
    }
}
