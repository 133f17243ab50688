package com.iam.state.redis.internal;

import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the replies of a script look like: a letter for each item, n for a number and s for a string; the last of the head may be
 * missing if ? stands after it, and what is in brackets comes any number of times. Before a colon stands the word that such a reply
 * begins with.
 */
final class ReplyShape {

    /** Beyond that Lua does not know numbers exactly, and no time of ours lies. */
    private static final long FARTHEST = 1L << 53;
    private static final int LONGEST_WORD = 16;

    private static final Map<Script, Map<String, ReplyShape>> SHAPES = new EnumMap<>(Script.class);

    static {
        SHAPES.put(Script.CREATE, parse("exists:n|skew:nn|limit:ns|applied:nn"));
        SHAPES.put(Script.ADOPT, parse("exists:n|skew:nn|expired:n|applied:nn"));
        SHAPES.put(Script.UPDATE, parse("absent:n|expired:n|stale:nn|limit:ns|enlist:ns|applied:nns?"));
        SHAPES.put(Script.SAVE, parse(":n"));
        SHAPES.put(Script.DELETE, parse("late:n|absent:n|applied:nns"));
        SHAPES.put(Script.LOAD, parse("absent:n|expired:n|foreign:ns|found:nns"));
        SHAPES.put(Script.SESSIONS, parse(":n(sns)"));
        SHAPES.put(Script.PAGE, parse(":n(sns)"));
        SHAPES.put(Script.COUNT, parse(":n"));
        SHAPES.put(Script.KEYS, parse(":(snn)"));
        SHAPES.put(Script.SWEEP, parse(":n(ss)"));
        SHAPES.put(Script.CLAIM, parse(":n(ss)"));
        SHAPES.put(Script.SETTLE, parse(":n"));
        SHAPES.put(Script.OUTDATED, parse(":(s)"));
        SHAPES.put(Script.SEALERS, parse(":(s)"));
        SHAPES.put(Script.MODULES, parse(":(s)"));
        SHAPES.put(Script.CHECK, parse(":s(sn)"));
        SHAPES.put(Script.NOW, parse(":n"));
        SHAPES.put(Script.CACHES, parse("none:n(sn)|kept:n(sn)|struck:n(sn)|gone:n(sn)"));
        SHAPES.put(Script.TELL, parse(":n"));
        SHAPES.put(Script.ENLIST, parse("full:n|entered:n"));
        SHAPES.put(Script.DELIST, parse(":n"));
        SHAPES.put(Script.MEMBERS, parse(":(s)"));
        SHAPES.put(Script.LOOK, parse("absent:n|ended:n|live:nns"));
        SHAPES.put(Script.SIZES, parse(":n"));
        SHAPES.put(Script.ANNOUNCE, parse(":n"));
    }

    private final String head;
    private final int least;
    private final String repeated;

    private ReplyShape(String head, int least, String repeated) {
        this.head = head;
        this.least = least;
        this.repeated = repeated;
    }

    /** Whether a script may have given such a reply. */
    static boolean isOf(Script script, List<?> reply) {
        Map<String, ReplyShape> shapes = SHAPES.get(script);
        ReplyShape only = shapes.get("");
        if (only != null) {
            return only.fits(reply);
        }
        if (reply.isEmpty() || !(reply.get(0) instanceof byte[] word) || word.length > LONGEST_WORD) {
            return false;
        }
        ReplyShape shape = shapes.get(new String(word, StandardCharsets.US_ASCII));
        return shape != null && shape.fits(reply.subList(1, reply.size()));
    }

    private static Map<String, ReplyShape> parse(String text) {
        Map<String, ReplyShape> shapes = new HashMap<>();
        for (String each : text.split("\\|")) {
            int colon = each.indexOf(':');
            shapes.put(each.substring(0, colon), shape(each.substring(colon + 1)));
        }
        return shapes;
    }

    private static ReplyShape shape(String letters) {
        int bracket = letters.indexOf('(');
        String head = bracket < 0 ? letters : letters.substring(0, bracket);
        String repeated = bracket < 0 ? "" : letters.substring(bracket + 1, letters.length() - 1);
        return head.endsWith("?")
                ? new ReplyShape(head.substring(0, head.length() - 1), head.length() - 2, repeated)
                : new ReplyShape(head, head.length(), repeated);
    }

    private boolean fits(List<?> items) {
        int more = items.size() - head.length();
        if (items.size() < least || more > 0 && (repeated.isEmpty() || more % repeated.length() != 0)) {
            return false;
        }
        for (int i = 0; i < items.size(); i++) {
            char letter = i < head.length() ? head.charAt(i) : repeated.charAt((i - head.length()) % repeated.length());
            if (!fits(letter, items.get(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean fits(char letter, Object item) {
        return letter == 's' ? item instanceof byte[]
                : item instanceof Long number && number >= -FARTHEST && number <= FARTHEST;
    }
}
