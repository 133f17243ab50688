package com.iam.transactionapproval.internal;

import java.util.regex.Pattern;

import com.iam.web.Problem;
import com.iam.web.ProblemException;

/** Texts that a user is shown. They must look like what they are. */
final class PlainText {

    private static final int ZERO_WIDTH_NON_JOINER = 0x200C;
    private static final int ZERO_WIDTH_JOINER = 0x200D;
    /**
     * What Unicode says to show as nothing (Default_Ignorable_Code_Point), besides formats; and symbols that are
     * blank.
     */
    private static final Pattern BLANK = Pattern.compile(
            "[\\x{34F}\\x{115F}\\x{1160}\\x{17B4}\\x{17B5}\\x{180B}-\\x{180F}"
            + "\\x{3164}\\x{FE00}-\\x{FE0F}\\x{FFA0}\\x{E0100}-\\x{E01EF}\\x{2800}\\x{1D159}\\x{13441}\\x{13442}]");
    /** More than two in a row push what follows out of sight. */
    private static final Pattern MANY_SPACES = Pattern.compile("\\p{Z}{3}");

    private PlainText() {
    }

    /**
     * @param name of the value in the request
     * @throws ProblemException if it is blank or too long, or holds what cannot be seen or changes how the rest is
     *     seen: controls, line breaks, marks of direction, invisible characters, and what is no character;
     *     {@linkplain Marks marks} that strike through or leave the line; {@linkplain Numbers numbers} that a screen
     *     may put elsewhere. Spaces, and the two joiners that several scripts need, are for between others
     */
    static String required(String name, String text, int maximumLength) {
        if (text.length() > maximumLength || text.codePoints().allMatch(PlainText::isBetween)
                || !text.codePoints().allMatch(PlainText::isPlain) || BLANK.matcher(text).find()
                || MANY_SPACES.matcher(text).find()) {
            throw refused(name, "must have 1 to " + maximumLength + " characters that can be seen, on one line.");
        }
        if (!Marks.areLegible(text)) {
            throw refused(name, "may have up to " + Marks.MAXIMUM + " combining marks on a letter, on nothing else, "
                    + "and none that strikes through or encloses; a joiner stands between two letters or symbols.");
        }
        if (!Numbers.keepTheirPlace(text)) {
            throw refused(name, "may not mix digits with letters that are written from right to left, or digits of several "
                    + "scripts: the order on a screen would not be the one sent. Give each number a value of its own.");
        }
        return text;
    }

    private static ProblemException refused(String name, String why) {
        return new ProblemException(Problem.invalid("The text '" + name + "' " + why));
    }

    private static boolean isBetween(int c) {
        return Character.isSpaceChar(c) || isJoiner(c);
    }

    private static boolean isPlain(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL, Character.SURROGATE, Character.PRIVATE_USE, Character.UNASSIGNED,
                    Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> false;
            // The others reverse text or hide in it.
            case Character.FORMAT -> isJoiner(c);
            default -> true;
        };
    }

    static boolean isJoiner(int c) {
        return c == ZERO_WIDTH_NON_JOINER || c == ZERO_WIDTH_JOINER;
    }
}
