package com.iam.adminapp.internal;

import com.iam.web.FrontServlet;
import com.iam.web.UiServlet;
import com.iam.web.testing.PagesContract;

class AdminPagesTest extends PagesContract {

    @Override
    protected String path() {
        return AdminContext.PATH;
    }

    @Override
    protected UiServlet ui() {
        return new AdminUi();
    }

    @Override
    protected FrontServlet front() {
        return new AdminFront();
    }
}
