package com.iam.loginapp.internal;

import java.util.List;

import org.osgi.service.component.annotations.Component;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardContextSelect;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;

import com.iam.web.UiServlet;

import jakarta.servlet.Servlet;

@Component(service = Servlet.class)
@HttpWhiteboardContextSelect(LoginContext.SELECT)
@HttpWhiteboardServletPattern("/ui/*")
public final class LoginUi extends UiServlet {

    private static final long serialVersionUID = 1L;

    public LoginUi() {
        super(List.of("index.html", "login.js"));
    }
}
