package com.iam.adminapp.internal;

import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ServiceScope;
import org.osgi.service.servlet.context.ServletContextHelper;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardContext;

/** Where the Adminapp is on the server. It serves nothing by itself. */
@Component(service = ServletContextHelper.class, scope = ServiceScope.BUNDLE)
@HttpWhiteboardContext(name = AdminContext.NAME, path = AdminContext.PATH)
public final class AdminContext extends ServletContextHelper {

    static final String NAME = "iam.admin";
    static final String PATH = "/auth-admin";
    static final String SELECT = "(osgi.http.whiteboard.context.name=" + NAME + ")";
    static final String PAGES = PATH + "/ui/";
}
