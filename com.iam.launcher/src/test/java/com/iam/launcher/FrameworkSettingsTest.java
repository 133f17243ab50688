package com.iam.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FrameworkSettingsTest {

    @TempDir
    private Path folder;
    private Path distribution;
    private Arguments arguments;

    @BeforeEach
    void aDistribution() throws IOException {
        distribution = DistributionFolder.in(folder.resolve("distribution"));
        arguments = new Arguments(distribution, folder.resolve("instance"), folder.resolve("work"), 8123, true, false);
    }

    @Test
    void theOperatorsPropertiesAreAboveTheDistributions() throws Exception {
        DistributionFolder.write(distribution.resolve("launcher/framework.properties"), "a=1\nb=1");
        DistributionFolder.write(arguments.instance().resolve("conf/framework.properties"), "b=2");

        assertThat(FrameworkSettings.of(arguments)).containsEntry("a", "1").containsEntry("b", "2");
    }

    @Test
    void whatTheCommandLineDecidesIsItsOwn() throws Exception {
        DistributionFolder.write(distribution.resolve("launcher/framework.properties"), "org.osgi.service.http.port=1\niam.demo=false");

        assertThat(FrameworkSettings.of(arguments)).containsEntry("org.osgi.service.http.port", "8123")
                .containsEntry("iam.demo", "true").containsEntry("iam.work", folder.resolve("work").toString());
    }

    @Test
    void nothingIsWrittenOutsideTheWorkFolder() throws Exception {
        Map<String, String> settings = FrameworkSettings.of(arguments);

        assertThat(settings.get("org.osgi.framework.storage")).startsWith(arguments.work().toString());
        assertThat(settings.get("felix.fileinstall.tmpdir")).startsWith(arguments.work().toString());
    }

    @Test
    void bundlesWithALevelOfTheirOwnAreFoundByHowTheirNamesBegin() throws Exception {
        DistributionFolder.write(distribution.resolve("launcher/framework.properties"), "iam.auto.start.1=log, asm-");
        for (String name : new String[] {"asm-1.jar", "logback 2.jar", "other-1.jar"}) {
            DistributionFolder.write(distribution.resolve("bundle").resolve(name), "");
        }

        assertThat(FrameworkSettings.of(arguments).get("felix.auto.start.1"))
                .matches("\"file:/\\S+/bundle/asm-1.jar\" \"file:/\\S+/bundle/logback%202.jar\"");
    }

    @Test
    void managementIsWithAllElseUnlessItHasAnAddress() throws Exception {
        assertThat(FrameworkSettings.management(FrameworkSettings.of(arguments))).isEqualTo(new Address("127.0.0.1", 8123));
        assertThat(management("iam.management.port=9090")).isEqualTo(new Address("127.0.0.1", 9090));
        assertThat(management("iam.management.port=8123\niam.management.host=10.0.0.7")).isEqualTo(new Address("10.0.0.7", 8123));
    }

    @Test
    void wrongSettingsOfTheHttpServerAreRefusedInOneLine() {
        assertThatThrownBy(() -> management("iam.management.port=nine")).isInstanceOf(Refusal.class)
                .hasMessage("framework.properties: iam.management.port is not a port from 1 to 65535: nine");
        assertThatThrownBy(() -> management("iam.management.host=127.0.0.1")).isInstanceOf(Refusal.class);
        assertThatThrownBy(() -> management("iam.management.port=8123\niam.management.host=0.0.0.0")).isInstanceOf(Refusal.class)
                .hasMessageContaining("is the port of --port");
        assertThatThrownBy(() -> management("iam.management.port=8123")).isInstanceOf(Refusal.class);
        assertThatThrownBy(() -> management("iam.http.hosts=https://iam.example.org")).isInstanceOf(Refusal.class)
                .hasMessageContaining("iam.http.hosts");
    }

    private Address management(String properties) throws Exception {
        DistributionFolder.write(arguments.instance().resolve("conf/framework.properties"), properties);
        return FrameworkSettings.management(FrameworkSettings.of(arguments));
    }

    @Test
    void theDrainIsAWholeNumberOfSeconds() throws Exception {
        DistributionFolder.write(arguments.instance().resolve("conf/framework.properties"), "iam.drainInSeconds=15");
        assertThat(FrameworkSettings.drain(FrameworkSettings.of(arguments))).isEqualTo(Duration.ofSeconds(15));
        assertThat(FrameworkSettings.drain(Map.of())).isEqualTo(Duration.ofSeconds(5));
        assertThat(FrameworkSettings.drain(Map.of("iam.drainInSeconds", "0"))).isZero();
        assertThat(FrameworkSettings.drain(Map.of("iam.drainInSeconds", " 600 "))).isEqualTo(Duration.ofMinutes(10));
        for (String wrong : List.of("601", "-1", "5s", "", "1.5", "99999999999")) {
            assertThatThrownBy(() -> FrameworkSettings.drain(Map.of("iam.drainInSeconds", wrong))).isInstanceOf(Refusal.class)
                    .hasMessageContaining("conf/framework.properties: iam.drainInSeconds: must be a whole number of seconds");
        }
    }
}
