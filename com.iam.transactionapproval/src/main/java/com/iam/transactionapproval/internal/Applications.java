package com.iam.transactionapproval.internal;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

import com.iam.state.api.Bytes;
import com.iam.support.audit.LineBudget;
import com.iam.support.throttle.ThrottlePolicy;
import com.iam.web.Call;
import com.iam.web.Problem;
import com.iam.web.ProblemException;

/** Who may ask for approvals, and proves it with each request (Basic, RFC 7617). */
final class Applications {

    private static final String SCHEME = "Basic ";
    /** As for the passwords of users, by default. */
    private static final ThrottlePolicy POLICY = new ThrottlePolicy(5, Duration.ofSeconds(900));

    private record Credentials(String name, String credential) {
    }

    private final List<Application> known = new CopyOnWriteArrayList<>();
    private final InstantSource clock;
    private final Guesses guesses;
    /** Behind a proxy an address is what a client says, and so may be another each time. */
    private final LineBudget lines = new LineBudget(60, Duration.ofMinutes(1));

    Applications(InstantSource clock) {
        this.clock = clock;
        this.guesses = new Guesses(POLICY, clock);
    }

    void add(Application application) {
        known.add(application);
    }

    void remove(Application application) {
        known.remove(application);
    }

    /**
     * One with the right credential is never put off for what others have tried under its name.
     *
     * @throws ProblemException if it is none, which is not told from a wrong credential
     */
    Application authenticated(Call call) {
        Credentials given = call.header("Authorization").flatMap(Applications::credentials)
                .orElseThrow(Applications::refused);
        return find(given).orElseThrow(() -> wrong(given.name, call.address()));
    }

    private ProblemException wrong(String name, String address) {
        Optional<Duration> wait = guesses.count(new Guesses.Who(name, address));
        if (wait.isPresent()) {
            return new ProblemException(Problem.tooManyAttempts(
                    "There were too many attempts for this application. Try again later.", wait.get()));
        }
        if (known.stream().anyMatch(each -> each.name().equals(name))) {
            lines.next(clock.instant()).ifPresent(omitted -> ApprovalAudit.applicationRefused(name, address, omitted));
        }
        return refused();
    }

    /** Compares with each of them, whichever it is. */
    private Optional<Application> find(Credentials given) {
        Bytes hash = Application.hash(given.credential);
        return known.stream().filter(each -> each.is(given.name, hash)).reduce((one, other) -> one);
    }

    private static Optional<Credentials> credentials(String header) {
        if (!header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return Optional.empty();
        }
        try {
            byte[] decoded = Base64.getDecoder().decode(header.substring(SCHEME.length()).strip());
            String text = new String(decoded, StandardCharsets.UTF_8);
            int colon = text.indexOf(':');
            return colon < 0 || colon > Application.MAXIMUM_NAME ? Optional.empty()
                    : Optional.of(new Credentials(text.substring(0, colon), text.substring(colon + 1)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static ProblemException refused() {
        return new ProblemException(new Problem(401, "APPLICATION_UNKNOWN", "Not authenticated",
                "The name or the credential of the application is wrong.")
                .with("WWW-Authenticate", "Basic realm=\"transactionapproval\", charset=\"UTF-8\""));
    }
}
