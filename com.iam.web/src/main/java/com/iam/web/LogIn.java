package com.iam.web;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import com.iam.state.api.Change;
import com.iam.state.api.Freshness;
import com.iam.state.api.Session;
import com.iam.state.api.SessionOutcome;
import com.iam.state.api.SessionState;
import com.iam.state.api.SessionToken;
import com.iam.state.api.Started;
import com.iam.state.api.StateManager;
import com.iam.users.api.User;
import com.iam.users.api.UserDirectory;
import com.iam.users.api.UserDirectoryUnavailableException;
import com.iam.users.api.Verification;

/** Checks a password and, if it is right, sees to it that the client has a session of that user under a fresh secret. */
final class LogIn {

    private static final Logger LOG = LoggerFactory.getLogger(LogIn.class);

    private final WebModule module;
    private final LineBudget throttledLines = new LineBudget(60, Duration.ofMinutes(1));
    private final ClientSessions sessions;
    private final DeviceCookie devices;
    private final InstantSource clock;

    LogIn(WebModule module, ClientSessions sessions, InstantSource clock) {
        this.module = module;
        this.sessions = sessions;
        this.devices = new DeviceCookie(module);
        this.clock = clock;
    }

    Answer handle(Call call, StateManager manager, UserDirectory directory) {
        String name = call.text("username");
        Optional<String> device = devices.read(call.request());
        Verification verification = directory.verify(module.users(), name, call.text("password"), device);
        if (verification instanceof Verification.Accepted accepted) {
            Started<Void> started = begin(accepted.user(), sessions.token(call), manager);
            LogInAudit.loggedIn(module, accepted.user().name(), started.session(), call);
            Answer.Document answer = sessions.keep(new Answer.Document("authentication.success",
                    Map.of("username", accepted.user().name(), "nextStep", "none")), call, started.token());
            // Only now: what is repeated while sessions cannot begin would forget the user's devices one by one.
            return remembered(accepted.user(), device, directory)
                    .map(each -> answer.with("Set-Cookie", devices.keep(call.request(), each))).orElse(answer);
        }
        if (verification instanceof Verification.Throttled throttled) {
            throttledLines.next(clock.instant()).ifPresent(omitted -> LogInAudit.throttled(module, name, omitted, call));
            return Problem.tooManyAttempts("There were too many attempts for this user name. Try again later.",
                    throttled.retryAfter());
        }
        LogInAudit.refused(module, call);
        return Problem.unauthenticated(module, "PASSWORD_WRONG", "The user name or password is wrong.");
    }

    /** Empty if the directory is away: the session has begun, and the device can be remembered another time. */
    private Optional<String> remembered(User user, Optional<String> device, UserDirectory directory) {
        try {
            return directory.rememberDevice(module.users(), user.name(), device);
        } catch (UserDirectoryUnavailableException e) {
            LOG.debug("A device was not remembered", e);
            return Optional.empty();
        }
    }

    private Started<Void> begin(User user, Optional<SessionToken> presented, StateManager manager) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        if (presented.isPresent()
                && manager.peek(presented.get(), Freshness.LATEST) instanceof SessionOutcome.Live<Session> live) {
            Optional<String> owner = live.value().state().subject();
            if (owner.isEmpty() || owner.get().equals(user.name())) {
                // The owner cannot change between the look and the renewal: that would have changed the secret as well.
                SessionOutcome<Started<Void>> renewed = manager.renewId(presented.get(),
                        state -> Change.to(loggedIn(state, user, now)));
                if (renewed instanceof SessionOutcome.Live<Started<Void>> still) {
                    return still.value();
                }
            } else {
                manager.end(presented.get());
            }
        }
        return manager.start(loggedIn(SessionState.EMPTY, user, now));
    }

    private static SessionState loggedIn(SessionState state, User user, Instant now) {
        return state.withSubject(user.name()).with(Authentication.AUTHENTICATED_AT, now);
    }
}
