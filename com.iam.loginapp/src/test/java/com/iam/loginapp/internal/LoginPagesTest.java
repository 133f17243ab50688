package com.iam.loginapp.internal;

import com.iam.web.FrontServlet;
import com.iam.web.UiServlet;
import com.iam.web.testing.PagesContract;

class LoginPagesTest extends PagesContract {

    @Override
    protected String path() {
        return LoginContext.PATH;
    }

    @Override
    protected UiServlet ui() {
        return new LoginUi();
    }

    @Override
    protected FrontServlet front() {
        return new LoginFront();
    }
}
