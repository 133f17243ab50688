package com.iam.transactionapproval.internal;

/**
 * Combining marks, which are drawn over, under or through the character before, and joiners, which are not drawn at
 * all.
 */
final class Marks {

    /** On one letter. No living language needs more; stacked ones leave their line. */
    static final int MAXIMUM = 3;

    private Marks() {
    }

    /**
     * Whether each mark stands on a letter, at most {@link #MAXIMUM} on one, and none is drawn through it or around
     * it: on a digit a mark may make another digit of it, and one that strikes through says that the text does not
     * hold. Each joiner stands alone, between two letters or symbols.
     */
    static boolean areLegible(String text) {
        int[] characters = text.codePoints().toArray();
        int marks = 0;
        boolean onLetter = false;
        for (int i = 0; i < characters.length; i++) {
            int c = characters[i];
            if (isMark(c)) {
                if (!onLetter || ++marks > MAXIMUM || isOverlay(c)) {
                    return false;
                }
            } else if (PlainText.isJoiner(c)) {
                if (i == 0 || i == characters.length - 1
                        || !isJoined(characters[i - 1]) || !isJoined(characters[i + 1])) {
                    return false;
                }
            } else {
                onLetter = Character.isLetter(c);
                marks = 0;
            }
        }
        return true;
    }

    private static boolean isJoined(int c) {
        return Character.isLetter(c) || isMark(c) || Character.getType(c) == Character.OTHER_SYMBOL
                || Character.getType(c) == Character.MODIFIER_SYMBOL;
    }

    private static boolean isMark(int c) {
        return switch (Character.getType(c)) {
            case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.COMBINING_SPACING_MARK -> true;
            default -> false;
        };
    }

    /**
     * Unicode's combining class 1 as far as it is not the sign of a script, marks for symbols, and all that enclose.
     */
    private static boolean isOverlay(int c) {
        return Character.getType(c) == Character.ENCLOSING_MARK || c >= 0x0334 && c <= 0x0338 || c >= 0x20D0 && c <= 0x20FF
                || c >= 0x1AB0 && c <= 0x1AFF || c >= 0x1D165 && c <= 0x1D1AD || c == 0x1BC9E || c == 0x1CD4
                || c >= 0x1CE2 && c <= 0x1CE8;
    }
}
