package com.iam.users.jdbc.internal;

/**
 * Under what attempts are counted. Passwords and codes are counted apart: whoever knows the password could otherwise take
 * back his failures with codes by logging in.
 *
 * @param hash of the name, which itself is kept nowhere: people type passwords into name fields; or of a device
 */
record AttemptKey(String kind, String hash) {

    static AttemptKey ofPasswords(NameKey name) {
        return new AttemptKey(name.kind().name(), name.hash());
    }

    /** @param hash of what a device shows that is known */
    static AttemptKey ofDevice(String hash) {
        return new AttemptKey("DEVICE", hash);
    }

    static AttemptKey ofCodes(NameKey name) {
        return new AttemptKey("CODE", name.hash());
    }

    @Override
    public String toString() {
        return "AttemptKey[" + kind + "]";
    }
}
