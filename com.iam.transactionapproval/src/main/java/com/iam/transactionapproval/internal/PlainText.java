package com.iam.transactionapproval.internal;

import com.iam.web.Problem;
import com.iam.web.ProblemException;

/** Texts that a user is shown. They must look like what they are. */
final class PlainText {

    private static final int ZERO_WIDTH_NON_JOINER = 0x200C;
    private static final int ZERO_WIDTH_JOINER = 0x200D;

    private PlainText() {
    }

    /**
     * @param name of the value in the request
     * @throws ProblemException if it is blank or too long, or holds what cannot be seen or changes how the rest is seen:
     *     controls, line breaks, marks of direction, invisible characters, and what is no character
     */
    static String required(String name, String text, int maximumLength) {
        if (text.isBlank() || text.length() > maximumLength || !text.codePoints().allMatch(PlainText::isVisible)) {
            throw new ProblemException(Problem.invalid("The text '" + name + "' must have 1 to " + maximumLength
                    + " characters that can be seen, on one line."));
        }
        return text;
    }

    private static boolean isVisible(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL, Character.SURROGATE, Character.PRIVATE_USE, Character.UNASSIGNED,
                    Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> false;
            // Several scripts cannot be written without these two; the others reverse text or hide in it.
            case Character.FORMAT -> c == ZERO_WIDTH_NON_JOINER || c == ZERO_WIDTH_JOINER;
            default -> true;
        };
    }
}
