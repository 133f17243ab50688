package com.iam.state.api;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The value of a state attribute. The set is closed: no object of an application ever travels to a repository, so no
 * class name is ever read back from one.
 */
public sealed interface Attribute {

    /** A text of Unicode characters without lone surrogates. */
    record Text(String value) implements Attribute {
        public Text {
            Objects.requireNonNull(value);
        }

        /** It may be a secret. */
        @Override
        public String toString() {
            return "Text[" + value.length() + " characters]";
        }
    }

    record Bool(boolean value) implements Attribute {
    }

    record Int64(long value) implements Attribute {
    }

    record Decimal(BigDecimal value) implements Attribute {
        public Decimal {
            Objects.requireNonNull(value);
        }
    }

    /** A point on the time line, to the nanosecond. */
    record Moment(Instant value) implements Attribute {
        public Moment {
            Objects.requireNonNull(value);
        }
    }

    record Binary(Bytes value) implements Attribute {
        public Binary {
            Objects.requireNonNull(value);
        }
    }

    record Sequence(List<Attribute> values) implements Attribute {
        public Sequence {
            values = List.copyOf(values);
        }
    }

    /** Named values; keeps the order in which they were given. */
    record Structure(Map<String, Attribute> values) implements Attribute {
        public Structure {
            values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
        }
    }

    /**
     * A value that a newer release wrote and this one does not know. It is kept as it is, so that an older node in a
     * rolling update does not drop it. {@code encoded} is one CBOR data item (RFC 8949).
     */
    record Unknown(Bytes encoded) implements Attribute {
        public Unknown {
            Objects.requireNonNull(encoded);
        }
    }

    static Attribute of(String value) {
        return new Text(value);
    }

    static Attribute of(boolean value) {
        return new Bool(value);
    }

    static Attribute of(long value) {
        return new Int64(value);
    }

    static Attribute of(BigDecimal value) {
        return new Decimal(value);
    }

    static Attribute of(Instant value) {
        return new Moment(value);
    }

    static Attribute of(byte[] value) {
        return new Binary(Bytes.copyOf(value));
    }
}
