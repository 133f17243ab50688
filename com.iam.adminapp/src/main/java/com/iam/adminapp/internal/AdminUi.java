package com.iam.adminapp.internal;

import java.util.List;

import org.osgi.service.component.annotations.Component;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardContextSelect;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;

import com.iam.web.UiServlet;

import jakarta.servlet.Servlet;

@Component(service = Servlet.class)
@HttpWhiteboardContextSelect(AdminContext.SELECT)
@HttpWhiteboardServletPattern("/ui/*")
public final class AdminUi extends UiServlet {

    private static final long serialVersionUID = 1L;

    public AdminUi() {
        super(List.of("index.html", "admin.js", "cards.js", "sessions.js", "testlet.js", "representation.js", "admin.css"));
    }
}
