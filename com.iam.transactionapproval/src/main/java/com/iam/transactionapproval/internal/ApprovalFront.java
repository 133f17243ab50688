package com.iam.transactionapproval.internal;

import org.osgi.service.component.annotations.Component;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardContextSelect;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;

import com.iam.web.FrontServlet;

import jakarta.servlet.Servlet;

@Component(service = Servlet.class)
@HttpWhiteboardContextSelect(ApprovalContext.SELECT)
@HttpWhiteboardServletPattern("/*")
public final class ApprovalFront extends FrontServlet {

    private static final long serialVersionUID = 1L;

    public ApprovalFront() {
        super(ApprovalContext.PAGES);
    }
}
