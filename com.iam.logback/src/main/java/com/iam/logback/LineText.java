package com.iam.logback;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Texts as they may stand in a line of a log. */
final class LineText {

    private static final Set<Integer> INVISIBLE = Stream.of(Character.CONTROL, Character.FORMAT, Character.LINE_SEPARATOR,
            Character.PARAGRAPH_SEPARATOR, Character.SURROGATE).map(Byte::intValue).collect(Collectors.toUnmodifiableSet());

    private LineText() {
    }

    /**
     * The text with each character escaped that ends a line for one reader or another, controls a terminal, turns text around or is
     * not to be seen; what is beyond the limit is left out and counted.
     *
     * @param limit in characters
     * @return null for null
     */
    static String of(String text, int limit) {
        if (text == null || text.length() <= limit && text.codePoints().noneMatch(LineText::isInvisible)) {
            return text;
        }
        StringBuilder line = new StringBuilder();
        text.substring(0, Math.min(text.length(), limit)).codePoints().forEach(each -> append(line, each));
        if (text.length() > limit) {
            line.append("... (").append(text.length() - limit).append(" characters more)");
        }
        return line.toString();
    }

    private static boolean isInvisible(int codePoint) {
        return INVISIBLE.contains(Character.getType(codePoint));
    }

    private static void append(StringBuilder line, int codePoint) {
        switch (codePoint) {
            case '\n' -> line.append("\\n");
            case '\r' -> line.append("\\r");
            case '\t' -> line.append("\\t");
            default -> {
                if (isInvisible(codePoint)) {
                    for (char unit : Character.toChars(codePoint)) {
                        line.append(String.format("\\u%04X", (int) unit));
                    }
                } else {
                    line.appendCodePoint(codePoint);
                }
            }
        }
    }
}
