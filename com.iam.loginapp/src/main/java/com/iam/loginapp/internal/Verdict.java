package com.iam.loginapp.internal;

import java.util.Optional;

/** What comes of looking at a ticket. Who shows one that is refused is not told the reason. */
sealed interface Verdict {

    record Valid(Ticket ticket) implements Verdict {
    }

    /**
     * @param issuer whose it says it is, if that is one who is trusted: anything else may be anything
     * @param username if the issuer has signed it
     */
    record Refused(Reason reason, Optional<String> issuer, Optional<String> username) implements Verdict {

        Refused(Reason reason) {
            this(reason, Optional.empty(), Optional.empty());
        }

        Refused(Reason reason, TicketIssuer issuer) {
            this(reason, Optional.of(issuer.issuer()), Optional.empty());
        }

        Refused(Reason reason, Ticket ticket) {
            this(reason, Optional.of(ticket.issuer()), Optional.of(ticket.username()));
        }

        @Override
        public String toString() {
            return "Refused[" + reason + "]";
        }
    }

    enum Reason {
        /** No signed JWT, or an unsigned one. */
        MALFORMED,
        UNKNOWN_ISSUER,
        WRONG_TYPE,
        WRONG_ALGORITHM,
        WRONG_SIGNATURE,
        /** A claim is missing, or is not what it should be. */
        WRONG_CLAIMS,
        WRONG_AUDIENCE,
        EXPIRED,
        NOT_YET_VALID,
        LIVES_TOO_LONG,
        MAY_NOT_REPRESENT,
        /** Or one that may not log in. */
        UNKNOWN_USER,
        USED_BEFORE
    }
}
