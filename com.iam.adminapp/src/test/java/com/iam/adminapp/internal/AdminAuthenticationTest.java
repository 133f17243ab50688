package com.iam.adminapp.internal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import com.iam.state.api.Freshness;
import com.iam.web.WebModule;
import com.iam.web.testing.AuthenticationContract;
import com.iam.web.testing.FakeStateManager;
import com.iam.web.testing.FakeUserDirectory;
import com.iam.web.testing.TestClock;

import jakarta.servlet.http.HttpServlet;

class AdminAuthenticationTest extends AuthenticationContract {

    @Override
    protected HttpServlet servlet(FakeStateManager sessions, FakeUserDirectory users, TestClock clock) {
        AdminRest servlet = new AdminRest(clock);
        servlet.bindOwnStateManager(sessions);
        servlet.bindUserDirectory(users);
        return servlet;
    }

    @Override
    protected void unbind(HttpServlet servlet, FakeStateManager sessions) {
        ((AdminRest) servlet).unbindOwnStateManager(sessions);
    }

    @Override
    protected WebModule module() {
        return AdminRest.MODULE;
    }

    @Test
    void noAdministratorIsServedFromACopy() {
        assertThat(module().freshness()).isEqualTo(Freshness.LATEST);
    }
}
