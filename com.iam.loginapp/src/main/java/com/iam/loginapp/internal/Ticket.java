package com.iam.loginapp.internal;

import java.time.Instant;
import java.util.Optional;

/**
 * What a ticket says that its issuer has signed.
 *
 * @param id which its issuer gives to no other ticket
 * @param administrator who acts for the user, if anybody does
 * @param forgottenAt from when on no instance accepts it
 */
record Ticket(String issuer, String id, String username, Optional<String> administrator, Instant forgottenAt) {

    /** Names and ids never appear in a log, not even by accident. */
    @Override
    public String toString() {
        return "Ticket[" + issuer + "]";
    }
}
