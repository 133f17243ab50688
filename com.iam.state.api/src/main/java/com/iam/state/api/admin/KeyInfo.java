package com.iam.state.api.admin;

/**
 * One key of an encryption, without the key.
 *
 * @param id 16 hexadecimal digits
 */
public record KeyInfo(String id, Use use) {

    public enum Use {
        /** Seals and opens. */
        PRIMARY,
        /** Opens what was sealed before. */
        ENABLED,
        /** Refused. */
        RETIRED
    }

    /** The id that stands in the envelope of state that is not encrypted. */
    public static final String NONE = "0000000000000000";

    public boolean opens() {
        return use != Use.RETIRED;
    }
}
