package com.iam.transactionapproval.internal;

/**
 * Digits in a text. By Unicode's bidirectional algorithm (UAX 9) a screen may show numbers that stand beside letters
 * of a script written from right to left, or groups of Arabic-Indic digits, in another order than the text has them.
 */
final class Numbers {

    private Numbers() {
    }

    /**
     * Whether a text has digits of one script, in one group if that is Arabic, and no letter that is written from the
     * right.
     */
    static boolean keepTheirPlace(String text) {
        int zero = -1;
        boolean digits = false;
        boolean fromRight = false;
        boolean arabic = false;
        boolean interrupted = false;
        for (int c : text.codePoints().toArray()) {
            fromRight |= isFromRight(c);
            if (isNumber(c)) {
                if (Character.isDigit(c)) {
                    int itsZero = c - Character.digit(c, 10);
                    if (zero >= 0 && zero != itsZero) {
                        return false;
                    }
                    zero = itsZero;
                }
                arabic |= isArabic(c);
                if (arabic && digits && interrupted) {
                    return false;
                }
                digits = true;
                interrupted = false;
            } else {
                interrupted |= digits && !isInsideNumber(c);
            }
        }
        return !(digits && fromRight);
    }

    private static boolean isNumber(int c) {
        return switch (Character.getType(c)) {
            case Character.DECIMAL_DIGIT_NUMBER, Character.LETTER_NUMBER, Character.OTHER_NUMBER -> true;
            default -> false;
        };
    }

    private static boolean isFromRight(int c) {
        byte direction = Character.getDirectionality(c);
        return direction == Character.DIRECTIONALITY_RIGHT_TO_LEFT
                || direction == Character.DIRECTIONALITY_RIGHT_TO_LEFT_ARABIC;
    }

    private static boolean isArabic(int c) {
        return Character.getDirectionality(c) == Character.DIRECTIONALITY_ARABIC_NUMBER;
    }

    /** A single separator that the algorithm takes for a part of an Arabic number. */
    private static boolean isInsideNumber(int c) {
        return c == '.' || c == ',' || c == 0x066B || c == 0x066C;
    }
}
