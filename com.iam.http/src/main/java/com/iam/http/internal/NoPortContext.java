package com.iam.http.internal;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Set;

import org.osgi.framework.BundleContext;

/**
 * The bundle context as Felix's server sees it: with any free port in place of those of the settings, so that the connectors that
 * {@linkplain StrictConnectors are replaced} are known to no client. A client that connects while a connector stops may else be
 * accepted by nothing that would ever read from it.
 */
final class NoPortContext {

    static final String HTTP_PORT = "org.osgi.service.http.port";
    static final String HTTPS_PORT = "org.osgi.service.http.port.secure";
    private static final Set<String> PORTS = Set.of(HTTP_PORT, HTTPS_PORT);
    private static final String ANY = "0";

    private NoPortContext() {
    }

    static BundleContext of(BundleContext context) {
        InvocationHandler handler = (proxy, method, arguments) -> {
            boolean askedForPort = method.getName().equals("getProperty") && PORTS.contains(String.valueOf(arguments[0]));
            if (askedForPort && context.getProperty((String) arguments[0]) != null) {
                return ANY;
            }
            try {
                return method.invoke(context, arguments);
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        };
        return (BundleContext) Proxy.newProxyInstance(NoPortContext.class.getClassLoader(), new Class<?>[] {BundleContext.class},
                handler);
    }
}
