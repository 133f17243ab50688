package com.iam.web;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import com.iam.state.api.StateManager;
import com.iam.support.audit.LineBudget;
import com.iam.users.api.UserDirectory;
import com.iam.users.api.UserDirectoryUnavailableException;
import com.iam.users.api.Verification;

/** Checks a password and lets its user in if it is right. */
final class LogIn {

    private static final Logger LOG = LoggerFactory.getLogger(LogIn.class);

    private final WebModule module;
    private final Admission admission;
    private final CutOff cutOff;
    private final DeviceCookie devices;
    private final InstantSource clock;
    private final LineBudget refusedLines = new LineBudget(60, Duration.ofMinutes(1));
    private final LineBudget throttledLines = new LineBudget(60, Duration.ofMinutes(1));

    LogIn(WebModule module, Admission admission, CutOff cutOff, InstantSource clock) {
        this.cutOff = cutOff;
        this.module = module;
        this.admission = admission;
        this.devices = new DeviceCookie(module);
        this.clock = clock;
    }

    Answer handle(Call call, StateManager manager, UserDirectory directory) {
        String name = call.text("username");
        String password = call.text("password");
        if (name.length() > UserDirectory.MAXIMUM_NAME_LENGTH || password.length() > UserDirectory.MAXIMUM_PASSWORD_LENGTH) {
            // Cannot be right, costs the client nothing, and so is no attempt that the audit log tells of.
            return Problem.invalid("A user name has at most " + UserDirectory.MAXIMUM_NAME_LENGTH + " characters, a password "
                    + UserDirectory.MAXIMUM_PASSWORD_LENGTH + ".");
        }
        Optional<String> device = devices.read(call.request());
        Optional<Instant> before = cutOff.before(new SessionOwner(name));
        Verification verification = directory.verify(module.users(), name, password, device);
        if (verification instanceof Verification.Accepted accepted) {
            String username = accepted.user().name();
            Admission.Admitted admitted = admission.admit(new SessionOwner(username), before, call, manager);
            LogInAudit.loggedIn(module, username, admitted.event(), call);
            // Only now: what is repeated while sessions cannot begin would forget the user's devices one by one.
            return remembered(username, device, directory)
                    .map(each -> admitted.answer().with("Set-Cookie", devices.keep(call.request(), each))).orElse(admitted.answer());
        }
        if (verification instanceof Verification.Throttled throttled) {
            throttledLines.next(clock.instant()).ifPresent(omitted -> LogInAudit.throttled(module, name, omitted, call));
            return Problem.tooManyAttempts("There were too many attempts for this user name. Try again later.",
                    throttled.retryAfter());
        }
        refusedLines.next(clock.instant()).ifPresent(omitted -> LogInAudit.refused(module, omitted, call));
        return Problem.unauthenticated(module, "PASSWORD_WRONG", "The user name or password is wrong.");
    }

    /** Empty if the directory is away: the session has begun, and the device can be remembered another time. */
    private Optional<String> remembered(String username, Optional<String> device, UserDirectory directory) {
        try {
            return directory.rememberDevice(module.users(), username, device);
        } catch (UserDirectoryUnavailableException e) {
            LOG.debug("A device was not remembered", e);
            return Optional.empty();
        }
    }
}
