package com.iam.transactionapproval.internal;

import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ServiceScope;
import org.osgi.service.servlet.context.ServletContextHelper;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardContext;

/** Where Transaction Approval is on the server. It serves nothing by itself. */
@Component(service = ServletContextHelper.class, scope = ServiceScope.BUNDLE)
@HttpWhiteboardContext(name = ApprovalContext.NAME, path = ApprovalContext.PATH)
public final class ApprovalContext extends ServletContextHelper {

    static final String NAME = "iam.transactionapproval";
    static final String PATH = "/auth-transaction-approval";
    static final String SELECT = "(osgi.http.whiteboard.context.name=" + NAME + ")";
    static final String PAGES = PATH + "/ui/";
}
