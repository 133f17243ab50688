package com.iam.benchmarks.contender;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.jar.JarFile;
import java.util.stream.Stream;

import org.apache.felix.framework.FrameworkFactory;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.launch.Framework;

import com.iam.state.testkit.Await;

/**
 * The state bundles of the assembled distribution, in a framework in this process, configured by files as operators do
 * it. So what is measured is what users run, swaps and their gate included, and no class of the product has to be more
 * visible than it is. Only {@code com.iam.state.api} comes from this class path, for the caller to share it.
 */
public final class ProductFramework implements AutoCloseable {

    /** For anything to come about; generous, because machines are busy. */
    static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String API = "com.iam.state.api.jar";
    private static final List<String> STATE = List.of("com.iam.state.core.jar", "com.iam.state.memory.jar",
            "com.iam.state.redis.jar", "com.iam.state.crypto.jar");

    private final Path folder;
    private final Framework framework;

    private ProductFramework(Path folder, Framework framework) {
        this.folder = folder;
        this.framework = framework;
    }

    /** With no configuration but MAIN SETTINGS. */
    public static ProductFramework start() {
        Path distribution = Distribution.folder();
        // For the logging of the bundles, which does not look for it on this class path.
        System.setProperty("logback.configurationFile", ProductFramework.class.getResource("/logback.xml").toString());
        try {
            Path folder = Files.createTempDirectory("iam-bench");
            Properties launcher = new Properties();
            try (Reader in = Files.newBufferedReader(distribution.resolve("launcher/framework.properties"))) {
                launcher.load(in);
            }
            Framework framework = new FrameworkFactory().newFramework(settings(launcher, distribution, folder));
            ProductFramework product = new ProductFramework(folder, framework);
            product.configure("com.iam.main.config", "stateRepository.target=\"(state.repository\\=memory)\"");
            framework.start();
            product.startBundles(launcher, distribution);
            return product;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (BundleException e) {
            throw new IllegalStateException("the product does not start", e);
        }
    }

    /** Writes a file of settings; what it asks for comes about soon after. */
    public void configure(String file, String... lines) {
        try {
            Files.createDirectories(folder.resolve("conf"));
            Path part = Files.writeString(folder.resolve(file), String.join("\n", lines) + "\n");
            Files.move(part, folder.resolve("conf").resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits for a service. @param filter as in {@code (name=value)} */
    public <T> T service(Class<T> type, String filter) {
        BundleContext context = framework.getBundleContext();
        List<T> found = new ArrayList<>();
        Await.until("there is a " + type.getSimpleName() + " with " + filter, LIMIT, () -> {
            try {
                context.getServiceReferences(type, filter).stream().map(context::getService).forEach(found::add);
            } catch (InvalidSyntaxException e) {
                throw new IllegalArgumentException(e);
            }
            return !found.isEmpty();
        });
        return found.get(0);
    }

    @Override
    public void close() {
        try {
            framework.stop();
            framework.waitForStop(LIMIT.toMillis());
        } catch (BundleException e) {
            throw new IllegalStateException("the product does not stop", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Folders.delete(folder);
    }

    private static Map<String, Object> settings(Properties launcher, Path distribution, Path folder) throws IOException {
        Map<String, Object> settings = new HashMap<>();
        launcher.stringPropertyNames().forEach(name -> settings.put(name, launcher.getProperty(name)));
        settings.put(Constants.FRAMEWORK_STORAGE, folder.resolve("cache").toString());
        settings.put("iam.settings", folder.resolve("conf").toString());
        settings.put("felix.fileinstall.dir", folder.resolve("conf").toString());
        settings.put("felix.fileinstall.tmpdir", folder.resolve("tmp").toString());
        settings.put("iam.work", folder.toString());
        // Or the bundles would find the logging of this class path beside their own.
        settings.put("felix.bootdelegation.implicit", "false");
        try (JarFile api = new JarFile(distribution.resolve("load").resolve(API).toFile())) {
            settings.put(Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA,
                    api.getManifest().getMainAttributes().getValue(Constants.EXPORT_PACKAGE));
        }
        return settings;
    }

    private void startBundles(Properties launcher, Path distribution) throws IOException, BundleException {
        List<String> without = names(launcher, "iam.offline.without");
        List<String> early = names(launcher, "iam.auto.start.1");
        List<Path> jars = new ArrayList<>();
        try (Stream<Path> files = Files.list(distribution.resolve("bundle"))) {
            files.filter(jar -> without.stream().noneMatch(name(jar)::startsWith)).sorted().forEach(jars::add);
        }
        STATE.forEach(name -> jars.add(distribution.resolve("load").resolve(name)));
        // slf4j looks for its provider once, so that must have been started before anything logs.
        jars.sort((a, b) -> Boolean.compare(early.stream().noneMatch(name(a)::startsWith),
                early.stream().noneMatch(name(b)::startsWith)));
        List<Bundle> bundles = new ArrayList<>();
        for (Path jar : jars) {
            bundles.add(framework.getBundleContext().installBundle(jar.toUri().toString()));
        }
        for (Bundle bundle : bundles) {
            if (bundle.getHeaders().get(Constants.FRAGMENT_HOST) == null) {
                bundle.start();
            }
        }
    }

    private static String name(Path jar) {
        return jar.getFileName().toString();
    }

    private static List<String> names(Properties launcher, String key) {
        return List.of(launcher.getProperty(key).split("\\s*,\\s*"));
    }
}
