package com.iam.itest;

import static org.ops4j.pax.exam.CoreOptions.bundle;
import static org.ops4j.pax.exam.CoreOptions.composite;
import static org.ops4j.pax.exam.CoreOptions.frameworkProperty;
import static org.ops4j.pax.exam.CoreOptions.systemProperty;
import static org.ops4j.pax.exam.CoreOptions.url;

import java.io.File;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.jar.JarFile;
import java.util.stream.Stream;

import org.junit.Assert;
import org.ops4j.pax.exam.Option;

import com.iam.state.testkit.Await;
import com.iam.state.testkit.RedisServer;

/** The bundles that users run, without the one that watches folders: here the tests configure. */
final class Distribution {

    private static final List<String> LEFT_OUT = List.of("fileinstall");

    private Distribution() {
    }

    static Option option() {
        Path distribution = Path.of(System.getProperty("iam.distribution")).normalize();
        return composite(
                jars(distribution.resolve("bundle"), early(distribution)), jars(distribution.resolve("load"), List.of()),
                jarOf(Await.class), jarOf("org.apache.servicemix.bundles.junit"), jarOf("org.apache.servicemix.bundles.hamcrest"),
                url("link:classpath:META-INF/links/org.ops4j.pax.exam.invoker.junit.link"),
                systemProperty("pax.exam.invoker").value("junit"),
                // As cnf/launcher/framework.properties says.
                frameworkProperty("org.osgi.framework.bootdelegation").value("jdk.jfr,jdk.jfr.*"),
                systemProperty("logback.configurationFile").value(distribution.resolve("conf/logback.xml").toString()),
                frameworkProperty("iam.work").value(System.getProperty("iam.target") + "/work"),
                systemProperty("iam.work").value(System.getProperty("iam.target") + "/work"),
                frameworkProperty("org.osgi.service.http.port").value(String.valueOf(RedisServer.freePort())),
                frameworkProperty("org.apache.felix.http.host").value("127.0.0.1"));
    }

    /** How the names of bundles begin that start first, as for users: slf4j looks for its provider once. */
    private static List<String> early(Path distribution) {
        Properties launcher = new Properties();
        try (Reader in = Files.newBufferedReader(distribution.resolve("launcher/framework.properties"))) {
            launcher.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return List.of(launcher.getProperty("iam.auto.start.1").split("\\s*,\\s*"));
    }

    private static Option jars(Path folder, List<String> early) {
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> jars = files.filter(file -> file.toString().endsWith(".jar"))
                    .filter(file -> LEFT_OUT.stream().noneMatch(file.getFileName().toString()::contains))
                    .sorted()
                    .toList();
            Assert.assertFalse("the distribution is not assembled: " + folder, jars.isEmpty());
            return composite(jars.stream().map(file -> bundle(file.toUri().toString())
                    .startLevel(early.stream().anyMatch(file.getFileName().toString()::startsWith) ? 1 : 2)
                    .start(!fragment(file))).toArray(Option[]::new));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean fragment(Path jar) {
        try (JarFile file = new JarFile(jar.toFile())) {
            return file.getManifest().getMainAttributes().getValue("Fragment-Host") != null;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Option jarOf(Class<?> type) {
        try {
            return bundle(type.getProtectionDomain().getCodeSource().getLocation().toURI().toString());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A jar of the class path, by a part of its name. */
    private static Option jarOf(String part) {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> entry.contains(part))
                .findFirst()
                .map(entry -> bundle(Path.of(entry).toUri().toString()))
                .orElseThrow(() -> new IllegalStateException("not on the class path: " + part));
    }
}
