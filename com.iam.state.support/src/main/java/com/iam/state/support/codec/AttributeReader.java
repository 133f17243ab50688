package com.iam.state.support.codec;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import com.iam.state.api.Attribute;
import com.iam.state.api.Bytes;

/**
 * Reads attributes, and refuses what is not well-formed. Each method that returns an {@code Optional} leaves the cursor anywhere
 * if it is empty; then the item has not been examined. A depth is the number of items that one lies in.
 */
final class AttributeReader {

    private static final int NANOSECONDS_PER_SECOND = 1_000_000_000;

    private final CborReader in;

    AttributeReader(CborReader in) {
        this.in = in;
    }

    Optional<Map<String, Attribute>> map(CborHead head, int depth) throws MalformedStateException {
        return map(head, depth, () -> { });
    }

    /**
     * A map with unique texts for names; empty if it has other keys.
     *
     * @param ended is run when the cursor is at the end of an entry
     */
    Optional<Map<String, Attribute>> map(CborHead head, int depth, Runnable ended) throws MalformedStateException {
        int inner = CborReader.deeper(depth);
        long entries = in.count(head, 2);
        Map<String, Attribute> values = new LinkedHashMap<>();
        for (long i = 0; i < entries; i++) {
            CborHead key = in.head();
            if (!key.isDefinite(CborHead.TEXT)) {
                return Optional.empty();
            }
            String name = in.text(key);
            if (values.containsKey(name)) {
                throw new MalformedStateException("a name stands twice in a map");
            }
            values.put(name, attribute(inner));
            ended.run();
        }
        return Optional.of(values);
    }

    private Attribute attribute(int depth) throws MalformedStateException {
        int start = in.position();
        Optional<? extends Attribute> known = known(in.head(), start, depth);
        if (known.isPresent()) {
            return known.get();
        }
        in.seek(start);
        in.skip(depth);
        return new Attribute.Unknown(Bytes.copyOf(in.slice(start, in.position())));
    }

    private Optional<? extends Attribute> known(CborHead head, int start, int depth) throws MalformedStateException {
        if (head.isIndefinite()) {
            return Optional.empty();
        }
        return switch (head.major()) {
            case CborHead.UNSIGNED, CborHead.NEGATIVE -> int64(head).map(Attribute.Int64::new);
            case CborHead.BYTES -> Optional.of(new Attribute.Binary(Bytes.copyOf(in.bytes(head))));
            case CborHead.TEXT -> Optional.of(new Attribute.Text(in.text(head)));
            case CborHead.ARRAY -> Optional.of(sequence(head, depth));
            case CborHead.MAP -> map(head, depth).map(Attribute.Structure::new);
            case CborHead.TAG -> tagged(head, start, depth);
            default -> head.info() == CborHead.TRUE || head.info() == CborHead.FALSE
                    ? Optional.of(new Attribute.Bool(head.info() == CborHead.TRUE))
                    : Optional.empty();
        };
    }

    private Attribute sequence(CborHead head, int depth) throws MalformedStateException {
        int inner = CborReader.deeper(depth);
        long items = in.count(head, 1);
        List<Attribute> values = new ArrayList<>();
        for (long i = 0; i < items; i++) {
            values.add(attribute(inner));
        }
        return new Attribute.Sequence(values);
    }

    /** What lies in a tag is read piece by piece: that it is well-formed and not too deep is looked at before. */
    private Optional<Attribute> tagged(CborHead head, int start, int depth) throws MalformedStateException {
        int inside = in.position();
        in.seek(start);
        in.skip(depth);
        int end = in.position();
        in.seek(inside);
        Optional<Attribute> known = head.isTag(AttributeWriter.TAG_DECIMAL) ? decimal()
                : head.isTag(AttributeWriter.TAG_EXTENDED_TIME) ? moment()
                : head.isTag(PackedText.TAG) ? packedText()
                : Optional.empty();
        return known.filter(attribute -> in.position() == end);
    }

    private Optional<Attribute> decimal() throws MalformedStateException {
        CborHead array = in.head();
        if (!array.isDefinite(CborHead.ARRAY) || array.argument() != 2) {
            return Optional.empty();
        }
        Optional<Long> exponent = int64(in.head());
        if (exponent.isEmpty() || exponent.get() == Long.MIN_VALUE || -exponent.get() != (int) -exponent.get()) {
            return Optional.empty();
        }
        return integer(in.head()).map(digits -> new Attribute.Decimal(new BigDecimal(digits, (int) -exponent.get())));
    }

    private Optional<Attribute> packedText() throws MalformedStateException {
        CborHead head = in.head();
        if (!head.isDefinite(CborHead.BYTES)) {
            return Optional.empty();
        }
        Optional<String> text = PackedText.unpack(in.bytes(head));
        text.ifPresent(each -> in.spare(PackedText.spared(each.length())));
        return text.map(Attribute.Text::new);
    }

    private Optional<Attribute> moment() throws MalformedStateException {
        CborHead map = in.head();
        if (!map.isDefinite(CborHead.MAP) || map.argument() != 2
                || !int64(in.head()).equals(Optional.of((long) AttributeWriter.TIME_SECONDS))) {
            return Optional.empty();
        }
        Optional<Long> seconds = int64(in.head());
        if (seconds.isEmpty() || !int64(in.head()).equals(Optional.of((long) AttributeWriter.TIME_NANOSECONDS))) {
            return Optional.empty();
        }
        Optional<Long> nanoseconds = int64(in.head()).filter(n -> n >= 0 && n < NANOSECONDS_PER_SECOND);
        try {
            return nanoseconds.map(n -> new Attribute.Moment(Instant.ofEpochSecond(seconds.get(), n)));
        } catch (DateTimeException e) {
            return Optional.empty(); // beyond what an Instant can hold: kept as it is
        }
    }

    private static Optional<Long> int64(CborHead head) {
        if (head.argument() < 0 || head.major() > CborHead.NEGATIVE) {
            return Optional.empty();
        }
        return Optional.of(head.major() == CborHead.NEGATIVE ? ~head.argument() : head.argument());
    }

    private Optional<BigInteger> integer(CborHead head) throws MalformedStateException {
        if (head.major() <= CborHead.NEGATIVE) {
            BigInteger argument = new BigInteger(Long.toUnsignedString(head.argument()));
            return Optional.of(head.major() == CborHead.NEGATIVE ? argument.not() : argument);
        }
        boolean negative = head.isTag(CborWriter.TAG_NEGATIVE_BIGNUM);
        if (!negative && !head.isTag(CborWriter.TAG_BIGNUM)) {
            return Optional.empty();
        }
        CborHead magnitude = in.head();
        if (!magnitude.isDefinite(CborHead.BYTES)) {
            return Optional.empty();
        }
        BigInteger argument = new BigInteger(1, in.bytes(magnitude));
        return Optional.of(negative ? argument.not() : argument);
    }
}
