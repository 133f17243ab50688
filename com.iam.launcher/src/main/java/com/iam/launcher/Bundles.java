package com.iam.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;

/** Which bundles do not run, though they should: no health check speaks for a bundle that never started. */
final class Bundles {

    private final BundleContext framework;
    private final Path load;

    Bundles(BundleContext framework, Path load) {
        this.framework = framework;
        this.load = load;
    }

    List<String> missing() {
        List<String> missing = new ArrayList<>();
        Map<String, Bundle> bundles = Stream.of(framework.getBundles())
                .collect(Collectors.toMap(Bundle::getLocation, Function.identity()));
        bundles.values().stream().filter(Bundles::idle).map(bundle -> "bundle " + bundle.getSymbolicName()).sorted()
                .forEach(missing::add);
        try (var jars = Files.list(load)) {
            jars.filter(jar -> jar.getFileName().toString().endsWith(".jar"))
                    .filter(jar -> !bundles.containsKey(jar.toFile().toURI().toString()))
                    .map(jar -> "bundle " + jar.getFileName()).sorted().forEach(missing::add);
        } catch (IOException e) {
            missing.add(load + " (" + e.getMessage() + ")");
        }
        return missing;
    }

    private static boolean idle(Bundle bundle) {
        boolean fragment = bundle.getHeaders().get(Constants.FRAGMENT_HOST) != null;
        boolean lazy = bundle.getHeaders().get(Constants.BUNDLE_ACTIVATIONPOLICY) != null;
        boolean runs = bundle.getState() == Bundle.ACTIVE || lazy && bundle.getState() == Bundle.STARTING;
        return !fragment && !runs;
    }
}
