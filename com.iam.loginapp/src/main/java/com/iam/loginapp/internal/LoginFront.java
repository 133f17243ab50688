package com.iam.loginapp.internal;

import org.osgi.service.component.annotations.Component;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardContextSelect;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;

import com.iam.web.FrontServlet;

import jakarta.servlet.Servlet;

@Component(service = Servlet.class)
@HttpWhiteboardContextSelect(LoginContext.SELECT)
@HttpWhiteboardServletPattern("/*")
public final class LoginFront extends FrontServlet {

    private static final long serialVersionUID = 1L;

    public LoginFront() {
        super(LoginContext.PAGES);
    }
}
