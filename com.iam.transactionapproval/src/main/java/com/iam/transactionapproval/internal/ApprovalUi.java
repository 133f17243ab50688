package com.iam.transactionapproval.internal;

import java.util.List;

import org.osgi.service.component.annotations.Component;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardContextSelect;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;

import com.iam.web.UiServlet;

import jakarta.servlet.Servlet;

@Component(service = Servlet.class)
@HttpWhiteboardContextSelect(ApprovalContext.SELECT)
@HttpWhiteboardServletPattern("/ui/*")
public final class ApprovalUi extends UiServlet {

    private static final long serialVersionUID = 1L;

    public ApprovalUi() {
        super(List.of("index.html", "approval.js", "approval.css"));
    }
}
