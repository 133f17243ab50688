package com.iam.itest;

import static org.ops4j.pax.exam.CoreOptions.bundle;
import static org.ops4j.pax.exam.CoreOptions.composite;
import static org.ops4j.pax.exam.CoreOptions.frameworkProperty;
import static org.ops4j.pax.exam.CoreOptions.systemProperty;
import static org.ops4j.pax.exam.CoreOptions.url;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarFile;
import java.util.stream.Stream;

import org.junit.Assert;
import org.ops4j.pax.exam.Option;

import com.iam.state.testkit.Await;
import com.iam.state.testkit.RedisServer;

/** The bundles that users run, without the one that watches folders: here the tests configure. */
final class Distribution {

    /** The second must start before everything that logs, which Pax Exam does not arrange. */
    private static final List<String> LEFT_OUT = List.of("fileinstall", "felix.logback");

    private Distribution() {
    }

    static Option option() {
        Path distribution = Path.of(System.getProperty("iam.distribution")).normalize();
        return composite(
                jars(distribution.resolve("bundle")), jars(distribution.resolve("load")),
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

    private static Option jars(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> jars = files.filter(file -> file.toString().endsWith(".jar"))
                    .filter(file -> LEFT_OUT.stream().noneMatch(file.getFileName().toString()::contains))
                    .sorted()
                    .toList();
            Assert.assertFalse("the distribution is not assembled: " + folder, jars.isEmpty());
            return composite(jars.stream().map(file -> fragment(file)
                    ? bundle(file.toUri().toString()).noStart()
                    : bundle(file.toUri().toString())).toArray(Option[]::new));
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
