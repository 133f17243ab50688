package com.iam.loginapp.internal;

import java.time.Duration;

import com.iam.support.config.InvalidSettingException;
import com.iam.support.config.Settings;

/**
 * Somebody whose tickets log users in.
 *
 * @param maximumLifetime of a ticket, from when it was made to when it expires
 * @param mayRepresent whether an administrator may act for the user by a ticket
 */
record TicketIssuer(String issuer, String audience, TicketKey key, Duration maximumLifetime, boolean mayRepresent) {

    private static final int LONGEST = 255;

    /** @throws InvalidSettingException if one of them cannot be accepted */
    static TicketIssuer from(Settings settings) {
        return new TicketIssuer(text(settings, "issuer"), text(settings, "audience"), TicketKey.from(settings),
                settings.seconds("maximumTicketLifetime", 5, 600), settings.flag("mayRepresent"));
    }

    private static String text(Settings settings, String key) {
        String text = settings.text(key);
        if (text.length() > LONGEST) {
            throw new InvalidSettingException(key, "must be 1 to " + LONGEST + " characters");
        }
        return text;
    }
}
