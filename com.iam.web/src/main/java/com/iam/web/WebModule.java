package com.iam.web;

import com.iam.state.api.Freshness;
import com.iam.users.api.UserKind;

/**
 * What tells one web module from another.
 *
 * @param name of the module, as in the service property {@code module} of its state manager
 * @param users who may log in
 * @param cookieName without the prefix {@code __Host-}
 * @param freshness of the session that a request is served with
 */
public record WebModule(String name, UserKind users, String cookieName, SameSite sameSite, Freshness freshness) {

    /** A module that is always served with the latest state. */
    public WebModule(String name, UserKind users, String cookieName, SameSite sameSite) {
        this(name, users, cookieName, sameSite, Freshness.LATEST);
    }

    /** When a browser sends the cookie along with a request that another site caused (RFC 6265bis, section 5.6.7). */
    public enum SameSite {
        LAX("Lax"),
        STRICT("Strict");

        private final String attribute;

        SameSite(String attribute) {
            this.attribute = attribute;
        }

        String attribute() {
            return attribute;
        }
    }
}
