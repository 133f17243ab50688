package com.iam.log.internal;

import java.util.Hashtable;
import java.util.Map;

import org.apache.felix.fileinstall.ArtifactInstaller;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.namespace.PackageNamespace;
import org.osgi.framework.wiring.BundleWiring;
import org.osgi.service.log.LogReaderService;
import org.osgi.util.tracker.ServiceTracker;

/**
 * Listens to the OSGi log as soon as slf4j has where to write to: asked earlier, slf4j would write nothing until the end. Also has File
 * Install log what it would pass over.
 */
public final class Activator implements BundleActivator {

    /** As SPI-Fly registers what slf4j is going to find. */
    private static final String PROVIDER = "(objectClass=org.slf4j.spi.SLF4JServiceProvider)";

    private ServiceTracker<LogReaderService, OsgiLog> log;
    private ServiceTracker<Object, Object> provider;

    @Override
    public void start(BundleContext context) throws InvalidSyntaxException {
        log = new ServiceTracker<>(context, LogReaderService.class, null) {
            @Override
            public OsgiLog addingService(ServiceReference<LogReaderService> reference) {
                OsgiLog listener = new OsgiLog();
                listener.attach(context.getService(reference));
                return listener;
            }

            @Override
            public void removedService(ServiceReference<LogReaderService> reference, OsgiLog listener) {
                context.getService(reference).removeLogListener(listener);
            }
        };
        provider = new ServiceTracker<>(context, context.createFilter(PROVIDER), null) {
            @Override
            public Object addingService(ServiceReference<Object> reference) {
                log.open();
                return reference;
            }

            @Override
            public void removedService(ServiceReference<Object> reference, Object service) {
                // It goes when the framework stops, and slf4j does not give it back before.
            }
        };
        provider.open(true);
        if (hasFileInstall(context)) {
            context.registerService(ArtifactInstaller.class, new NoBundle(),
                    new Hashtable<>(Map.of(Constants.SERVICE_RANKING, Integer.MIN_VALUE)));
        }
    }

    private static boolean hasFileInstall(BundleContext context) {
        return context.getBundle().adapt(BundleWiring.class).getRequiredWires(PackageNamespace.PACKAGE_NAMESPACE).stream()
                .anyMatch(wire -> wire.getCapability().getAttributes().get(PackageNamespace.PACKAGE_NAMESPACE)
                        .equals("org.apache.felix.fileinstall"));
    }

    @Override
    public void stop(BundleContext context) {
        provider.close();
        log.close();
    }
}
