package com.iam.transactionapproval.internal;

import com.iam.web.FrontServlet;
import com.iam.web.UiServlet;
import com.iam.web.testing.PagesContract;

class ApprovalPagesTest extends PagesContract {

    @Override
    protected String path() {
        return ApprovalContext.PATH;
    }

    @Override
    protected UiServlet ui() {
        return new ApprovalUi();
    }

    @Override
    protected FrontServlet front() {
        return new ApprovalFront();
    }
}
