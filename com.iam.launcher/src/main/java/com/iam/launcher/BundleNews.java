package com.iam.launcher;

import java.io.PrintStream;
import java.util.Map;

import org.osgi.framework.BundleEvent;
import org.osgi.framework.BundleListener;

/** Tells on the console which bundles are replaced, added or removed while the instance runs. */
record BundleNews(PrintStream console) implements BundleListener {

    private static final Map<Integer, String> TOLD = Map.of(
            BundleEvent.INSTALLED, "Installed", BundleEvent.UPDATED, "Updated", BundleEvent.UNINSTALLED, "Removed");

    @Override
    public void bundleChanged(BundleEvent event) {
        String what = TOLD.get(event.getType());
        if (what != null) {
            console.println(what + " " + event.getBundle().getSymbolicName() + " " + event.getBundle().getVersion());
        }
    }
}
