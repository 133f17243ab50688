package com.iam.web.internal;

import org.apache.felix.hc.api.HealthCheck;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ServiceScope;
import org.osgi.service.servlet.context.ServletContextHelper;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardContext;

/**
 * Where {@code /health/ready} is on the server: nowhere before there is anything to check. A server that has no check yet has
 * nothing to complain about, and a balancer would take that for readiness.
 */
@Component(service = ServletContextHelper.class, scope = ServiceScope.BUNDLE, reference = {
    @Reference(name = "state", service = HealthCheck.class, target = "(hc.name=Session state)"),
    @Reference(name = "web", service = HealthCheck.class, target = "(hc.name=Web modules)"),
    @Reference(name = "instance", service = HealthCheck.class, target = "(hc.name=Instance)"),
    @Reference(name = "users", service = HealthCheck.class, target = "(hc.name=User directory)"),
    @Reference(name = "configuration", service = HealthCheck.class, target = "(hc.name=Configuration)")})
@HttpWhiteboardContext(name = "iam.ready", path = "/health")
public final class ReadyContext extends ServletContextHelper {
}
