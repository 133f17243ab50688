package com.iam.web;

import java.util.Optional;

import com.iam.state.api.StateManager;
import com.iam.users.api.UserDirectory;
import com.iam.users.api.Verification;

/** Checks a password and lets its user in if it is right. */
final class LogIn {

    private final WebModule module;
    private final Admission admission;
    private final DeviceCookie devices;

    LogIn(WebModule module, Admission admission) {
        this.module = module;
        this.admission = admission;
        this.devices = new DeviceCookie(module);
    }

    Answer handle(Call call, StateManager manager, UserDirectory directory) {
        String name = call.text("username");
        Optional<String> device = devices.read(call.request());
        Verification verification = directory.verify(module.users(), name, call.text("password"), device);
        if (verification instanceof Verification.Accepted accepted) {
            String username = accepted.user().name();
            Optional<String> known = directory.rememberDevice(module.users(), username, device);
            Admission.Admitted admitted = admission.admit(new SessionOwner(username), call, manager);
            LogInAudit.loggedIn(module, username, admitted.event(), call);
            return known.map(each -> admitted.answer().with("Set-Cookie", devices.keep(call.request(), each)))
                    .orElse(admitted.answer());
        }
        if (verification instanceof Verification.Throttled throttled) {
            LogInAudit.throttled(module, name, call);
            return Problem.tooManyAttempts("There were too many attempts for this user name. Try again later.",
                    throttled.retryAfter());
        }
        LogInAudit.refused(module, call);
        return Problem.unauthenticated(module, "PASSWORD_WRONG", "The user name or password is wrong.");
    }
}
