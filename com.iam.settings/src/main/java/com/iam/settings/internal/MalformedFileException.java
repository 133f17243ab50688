package com.iam.settings.internal;

/** A file that cannot be read right. No part of a value is in the reason: it may be a secret. */
final class MalformedFileException extends Exception {

    private static final long serialVersionUID = 1L;

    private final String place;

    MalformedFileException(String place, String reason) {
        super(reason);
        this.place = place;
    }

    static MalformedFileException atLine(int line, String reason) {
        return new MalformedFileException("line " + line, reason);
    }

    /** The line, or the whole file. */
    String place() {
        return place;
    }
}
