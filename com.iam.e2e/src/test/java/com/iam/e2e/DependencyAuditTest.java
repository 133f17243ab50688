package com.iam.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarFile;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ./iam audit-dependencies}, on the distribution as it was built and on such as must not be. */
class DependencyAuditTest {

    private static final Path DISTRIBUTION = Path.of(System.getProperty("iam.distribution"));
    private static final Path AUDIT = DISTRIBUTION.resolve("../../audit").normalize();
    private static final Path EXPLAINED = AUDIT.resolve("explained.json");

    @TempDir
    private Path folder;

    private record Result(int code, String text) {
    }

    @BeforeEach
    void aDistributionOfNothingButItsList() throws IOException {
        Files.createDirectories(folder.resolve("bundle"));
        Files.createDirectories(folder.resolve("load"));
    }

    @Test
    void whatIsShippedIsListedAndUnderNoAdvisory() throws Exception {
        Result result = audit(DISTRIBUTION, EXPLAINED);

        assertThat(result.text).contains("org.eclipse.jetty:jetty-http 12.0.", "org.flywaydb:flyway-core ", "com.eatthepath:java-otp ",
                "io.prometheus:prometheus-metrics-core ", "org.bouncycastle:bcprov-jdk18on ", "org.apache.felix:org.apache.felix.main ");
        assertThat(result.code).as(result.text).isZero();
    }

    @Test
    void anAffectedVersionFailsUnlessItIsExplained() throws Exception {
        listed("org.eclipse.jetty", "jetty-http", "12.0.32");
        Path explained = Files.writeString(folder.resolve("explained"), "{\"explained\":[{\"id\":\"CVE-2026-2332\",\"why\":\"tried\"},"
                + "{\"id\":\"CVE-2026-19203\",\"why\":\"tried\"}]}");

        assertThat(audit(folder, EXPLAINED).text).contains("audit: org.eclipse.jetty:jetty-http 12.0.32 is affected by CVE-2026-2332");
        assertThat(audit(folder, EXPLAINED).code).isEqualTo(1);
        assertThat(audit(folder, explained).code).isZero();

        listed("org.eclipse.jetty", "jetty-http", "12.0.38");
        assertThat(audit(folder, EXPLAINED).code).isZero();
        assertThat(audit(folder, explained).text).contains("CVE-2026-2332 is explained, though no component is affected");
    }

    @Test
    void qualifiersDoNotCount() throws Exception {
        listed("io.netty", "netty-handler", "4.2.16.Final");
        assertThat(audit(folder, EXPLAINED).text).contains("affected by CVE-2026-62243");

        listed("io.netty", "netty-handler", "4.2.17.Final");
        assertThat(audit(folder, EXPLAINED).code).isZero();
    }

    @Test
    void aLibraryThatTheListDoesNotNameFails() throws Exception {
        listed("io.netty", "netty-handler", "4.2.18.Final");
        Files.writeString(folder.resolve("bundle/netty-handler-4.2.16.Final.jar"), "");

        assertThat(audit(folder, EXPLAINED).text).contains("bundle/netty-handler-4.2.16.Final.jar is not in sbom.json");
    }

    /** Otherwise the same commit would give other files, of which the list states the checksums. */
    @Test
    void nothingTellsWhenItWasBuilt() throws Exception {
        assertThat(Files.readString(DISTRIBUTION.resolve("sbom.json"))).doesNotContain("\"timestamp\"")
                .containsPattern("\"serialNumber\" : \"urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-3");
        try (Stream<Path> jars = Stream.concat(Files.list(DISTRIBUTION.resolve("bundle")), Files.list(DISTRIBUTION.resolve("load")))) {
            for (Path jar : jars.filter(file -> file.getFileName().toString().startsWith("com.iam.")).toList()) {
                try (JarFile file = new JarFile(jar.toFile())) {
                    assertThat(file.stream().map(entry -> entry.getTimeLocal().getYear() + "-" + entry.getTimeLocal().getDayOfYear()))
                            .as(jar.toString()).containsOnly("2026-1");
                }
            }
        }
    }

    private void listed(String group, String name, String version) throws IOException {
        Files.writeString(folder.resolve("sbom.json"), "{\"components\":[{\"group\":\"" + group + "\",\"name\":\"" + name
                + "\",\"version\":\"" + version + "\"}]}");
    }

    private static Result audit(Path distribution, Path explained) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin/java").toString(), "-cp",
                jackson(), AUDIT.resolve("Audit.java").toString(), distribution.toString(), AUDIT.resolve("advisories.json").toString(),
                explained.toString()));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String text = new String(process.getInputStream().readAllBytes());
        return new Result(process.waitFor(), text);
    }

    private static String jackson() throws IOException {
        try (Stream<Path> jars = Files.list(DISTRIBUTION.resolve("bundle"))) {
            return String.join(File.pathSeparator, jars.map(Path::toString).filter(jar -> jar.contains("jackson-")).sorted().toList());
        }
    }
}
