package com.iam.state.support.codec;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

import com.iam.state.api.Attribute;
import com.iam.state.api.SessionState;

/** How many bytes {@link StateCodec#encode(SessionState)} makes, without making them. Refuses what cannot be encoded, as it does. */
public final class StateSize {

    /** Deeper than anybody nests; what goes beyond is judged by the codec itself. */
    private static final int SURELY_ENCODABLE = 8;
    private static final int TAG_OF_MOMENT = head(AttributeWriter.TAG_EXTENDED_TIME);
    private static final int TAG_OF_PACKED_TEXT = head(PackedText.TAG);

    private StateSize() {
    }

    /** @throws IllegalArgumentException as {@link StateCodec#encode} */
    public static long of(SessionState state) {
        long size = withoutAttributes(state);
        for (Map.Entry<String, Attribute> each : state.attributes().entrySet()) {
            size += of(each.getKey(), each.getValue());
        }
        return size;
    }

    /** The subject, the actor and the frame. To it comes what each attribute takes. */
    public static long withoutAttributes(SessionState state) {
        // A map of the fields "v", "a" and perhaps "s" and "b": their names take two bytes each, the format one.
        return 1 + 3 + 2 + head(state.attributes().size()) + field(state.subject()) + field(state.actor());
    }

    private static long field(Optional<String> name) {
        return name.isPresent() ? 2 + text(name.get()) : 0;
    }

    /** @throws IllegalArgumentException as {@link StateCodec#encode} */
    public static long of(String name, Attribute value) {
        try {
            return text(name) + attribute(value, 0);
        } catch (UnusualException e) {
            SessionState alone = SessionState.EMPTY.with(name, value);
            return StateCodec.encode(alone).length - withoutAttributes(alone);
        }
    }

    private static long attribute(Attribute attribute, int depth) throws UnusualException {
        if (depth > SURELY_ENCODABLE) {
            throw new UnusualException();
        }
        if (attribute instanceof Attribute.Text text) {
            return textAttribute(text.value());
        } else if (attribute instanceof Attribute.Bool) {
            return 1;
        } else if (attribute instanceof Attribute.Int64 number) {
            return integer(number.value());
        } else if (attribute instanceof Attribute.Decimal decimal) {
            return decimal(decimal.value());
        } else if (attribute instanceof Attribute.Moment moment) {
            return moment(moment.value());
        } else if (attribute instanceof Attribute.Binary binary) {
            return head(binary.value().length()) + (long) binary.value().length();
        } else if (attribute instanceof Attribute.Sequence sequence) {
            long size = head(sequence.values().size());
            for (Attribute each : sequence.values()) {
                size += attribute(each, depth + 1);
            }
            return size;
        } else if (attribute instanceof Attribute.Structure structure) {
            long size = head(structure.values().size());
            for (Map.Entry<String, Attribute> each : structure.values().entrySet()) {
                size += text(each.getKey()) + attribute(each.getValue(), depth + 1);
            }
            return size;
        }
        throw new UnusualException();
    }

    private static long decimal(BigDecimal value) {
        return 2 + integer(-(long) value.scale()) + integer(value.unscaledValue());
    }

    private static long moment(Instant value) {
        return TAG_OF_MOMENT + 3 + integer(value.getEpochSecond()) + integer(value.getNano());
    }

    private static long integer(BigInteger value) {
        BigInteger argument = value.signum() < 0 ? value.not() : value;
        if (argument.bitLength() <= Long.SIZE) {
            return head(argument.longValue());
        }
        long magnitude = (argument.bitLength() + 7) / 8;
        return 1 + head(magnitude) + magnitude;
    }

    private static int integer(long value) {
        return head(value < 0 ? ~value : value);
    }

    /** @param argument unsigned */
    private static int head(long argument) {
        if (argument >= 0 && argument < 24) {
            return 1;
        }
        return argument >>> 8 == 0 ? 2 : argument >>> 16 == 0 ? 3 : argument >>> 32 == 0 ? 5 : 9;
    }

    private static long textAttribute(String value) {
        long utf8 = utf8(value);
        if (PackedText.suits(value, utf8)) {
            int packed = PackedText.length(value.length());
            return TAG_OF_PACKED_TEXT + head(packed) + packed;
        }
        return head(utf8) + utf8;
    }

    private static long text(String value) {
        long utf8 = utf8(value);
        return head(utf8) + utf8;
    }

    private static long utf8(String value) {
        long bytes = 0;
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c < 0x80) {
                bytes++;
            } else if (c < 0x800) {
                bytes += 2;
            } else if (!Character.isSurrogate(c)) {
                bytes += 3;
            } else if (Character.isHighSurrogate(c) && i + 1 < value.length() && Character.isLowSurrogate(value.charAt(i + 1))) {
                bytes += 4;
                i++;
            } else {
                throw new IllegalArgumentException("a text has a lone surrogate");
            }
        }
        return bytes;
    }

    /** Better left to the codec: nested deep, or of a type that this release does not know. */
    private static final class UnusualException extends Exception {

        private static final long serialVersionUID = 1L;

        private UnusualException() {
            super(null, null, false, false);
        }
    }
}
