package com.iam.loginapp.internal;

import com.iam.web.WebModule;
import com.iam.web.testing.AuthenticationContract;
import com.iam.web.testing.FakeStateManager;
import com.iam.web.testing.FakeUserDirectory;
import com.iam.web.testing.TestClock;

import jakarta.servlet.http.HttpServlet;

class LoginAuthenticationTest extends AuthenticationContract {

    @Override
    protected HttpServlet servlet(FakeStateManager sessions, FakeUserDirectory users, TestClock clock) {
        LoginRest servlet = new LoginRest(clock);
        servlet.bindStateManager(sessions);
        servlet.bindUserDirectory(users);
        return servlet;
    }

    @Override
    protected void unbind(HttpServlet servlet, FakeStateManager sessions) {
        ((LoginRest) servlet).unbindStateManager(sessions);
    }

    @Override
    protected WebModule module() {
        return LoginRest.MODULE;
    }
}
