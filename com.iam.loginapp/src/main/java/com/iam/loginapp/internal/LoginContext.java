package com.iam.loginapp.internal;

import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ServiceScope;
import org.osgi.service.servlet.context.ServletContextHelper;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardContext;

/** Where the Loginapp is on the server. It serves nothing by itself. */
@Component(service = ServletContextHelper.class, scope = ServiceScope.BUNDLE)
@HttpWhiteboardContext(name = LoginContext.NAME, path = LoginContext.PATH)
public final class LoginContext extends ServletContextHelper {

    static final String NAME = "iam.login";
    static final String PATH = "/auth-login";
    static final String SELECT = "(osgi.http.whiteboard.context.name=" + NAME + ")";
    static final String PAGES = PATH + "/ui/";
}
