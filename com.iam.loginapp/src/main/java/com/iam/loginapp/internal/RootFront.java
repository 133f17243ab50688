package com.iam.loginapp.internal;

import org.osgi.service.component.annotations.Component;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;

import com.iam.web.FrontServlet;

import jakarta.servlet.Servlet;

/** In the default context: whoever asks for no module in particular wants to log in. */
@Component(service = Servlet.class)
@HttpWhiteboardServletPattern("/*")
public final class RootFront extends FrontServlet {

    private static final long serialVersionUID = 1L;

    public RootFront() {
        super(LoginContext.PAGES);
    }
}
