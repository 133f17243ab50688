package com.iam.e2e;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import com.iam.e2e.Secrets.Kind;
import com.iam.e2e.Secrets.Secret;

/**
 * Looks for many secrets at once, each in all its {@link Forms}, in one pass: where the first three bytes of a form stand,
 * the rest is compared.
 */
final class LeakSearch {

    private static final int START = 3;
    private static final int CHUNK = 1 << 20;

    private final Place place;
    private final Map<Integer, List<Needle>> needles = new HashMap<>();
    private final BitSet starts = new BitSet(1 << 8 * START);
    private int longest = START;

    /** What was found, without saying it: the first of its kind. */
    record Leak(Kind kind, String form, String where, long offset) {

        @Override
        public String toString() {
            return kind + " " + form + " in " + where + " at offset " + offset;
        }
    }

    private record Needle(Kind kind, String form, byte[] bytes) {
    }

    LeakSearch(Place place, Collection<Secret> secrets) {
        this.place = place;
        secrets.stream().filter(secret -> place.forbids(secret.kind())).forEach(this::add);
        // What is longer says more precisely what was found.
        needles.values().forEach(list -> list.sort(Comparator.comparing(needle -> -needle.bytes().length)));
    }

    private void add(Secret secret) {
        Forms.of(secret.content()).forEach((form, name) -> {
            boolean isPlain = form.equals(secret.content());
            if (form.remaining() >= Math.max(START, isPlain ? place.shortest() : Place.OTHER_FILE.shortest())) {
                Needle needle = new Needle(secret.kind(), name, form.array());
                int start = start(needle.bytes(), 0);
                starts.set(start);
                needles.computeIfAbsent(start, unused -> new ArrayList<>()).add(needle);
                longest = Math.max(longest, needle.bytes().length);
            }
        });
    }

    List<Leak> in(String where, InputStream in) throws IOException {
        Map<Kind, Leak> found = new EnumMap<>(Kind.class);
        // What is at the end of one piece stands again at the beginning of the next.
        byte[] piece = new byte[CHUNK + longest];
        long offset = 0;
        int kept = 0;
        int read;
        do {
            read = in.readNBytes(piece, kept, CHUNK);
            int length = kept + read;
            for (int at = 0; at + START <= length; at++) {
                if (starts.get(start(piece, at))) {
                    compare(piece, at, length, where, offset, found);
                }
            }
            kept = Math.min(longest - 1, length);
            System.arraycopy(piece, length - kept, piece, 0, kept);
            offset += length - kept;
        } while (read > 0);
        return List.copyOf(found.values());
    }

    private void compare(byte[] piece, int at, int length, String where, long offset, Map<Kind, Leak> found) {
        for (Needle needle : needles.get(start(piece, at))) {
            int end = at + needle.bytes().length;
            if (end <= length && Arrays.equals(piece, at, end, needle.bytes(), 0, needle.bytes().length)) {
                found.putIfAbsent(needle.kind(), new Leak(needle.kind(), needle.form(), where, offset + at));
            }
        }
    }

    private static int start(byte[] bytes, int at) {
        return (bytes[at] & 0xff) << 16 | (bytes[at + 1] & 0xff) << 8 | bytes[at + 2] & 0xff;
    }
}
