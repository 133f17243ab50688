package com.iam.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OperatorSettingsTest {

    private static final String ENABLE = "org.apache.felix.proxy.load.balancer.connection.enable";

    @TempDir
    private Path folder;

    @Test
    void rightValuesPassWithoutTheBlanksAround() throws Exception {
        assertThat(read("\ufefforg.apache.felix.http.host = ::1 \r\n" + ENABLE + "=true \r\n"
                + "org.apache.felix.http.jetty.threadpool.max=200\r\norg.apache.felix.http.jetty.requestSizeLimit=65536\r\n"
                + "org.apache.felix.http.timeout=60000\r\niam.management.port=9090\r\nfelix.log.level=3\r\nstage=test\r\n"))
                .containsOnly(Map.entry("org.apache.felix.http.host", "::1"), Map.entry(ENABLE, "true"),
                        Map.entry("org.apache.felix.http.jetty.threadpool.max", "200"),
                        Map.entry("org.apache.felix.http.jetty.requestSizeLimit", "65536"),
                        Map.entry("org.apache.felix.http.timeout", "60000"), Map.entry("iam.management.port", "9090"),
                        Map.entry("felix.log.level", "3"), Map.entry("stage", "test"));
        assertThat(OperatorSettings.read(folder.resolve("none"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"org.apache.felix.http.host=", "org.apache.felix.http.host=http://a/", "org.apache.felix.http.host=a b",
            "org.apache.felix.http.jetty.threadpool.max=1", "org.apache.felix.http.jetty.threadpool.max=abc",
            "org.apache.felix.http.jetty.threadpool.max=-1", "org.apache.felix.http.jetty.threadpool.max=0x20",
            "org.apache.felix.http.jetty.threadpool.max=99999999999", "org.apache.felix.http.jetty.threadpool.max",
            "org.apache.felix.http.jetty.requestSizeLimit=abc", "org.apache.felix.http.jetty.requestSizeLimit=0",
            "org.apache.felix.http.jetty.requestSizeLimit=64K", "org.apache.felix.http.timeout=60s", ENABLE + "=yes", ENABLE + "=",
            ENABLE + "=TRUE", ENABLE + "=1"})
    void aWrongValueIsRefusedInOneLine(String line) {
        String key = line.replaceFirst("=.*", "");

        assertThatThrownBy(() -> read(line)).isInstanceOf(Refusal.class)
                .hasMessageMatching("\\Q" + folder.resolve("framework.properties") + ": " + key + "\\E is ('.+'|empty), which is not .+");
    }

    @ParameterizedTest
    @ValueSource(strings = {"org.apache.felix.http.jetty.threadpool.maximum", "org.apache.felix.http.Host", "org.apache.felix.https.enable",
            "org.apache.felix.proxy.load.balancer.enable", "iam.management.prot", "IAM.management.port", "org.osgi.service.http.port.secure"})
    void anUnknownKeyIsRefusedInOneLine(String key) {
        assertThatThrownBy(() -> read(key + "=1")).isInstanceOf(Refusal.class)
                .hasMessageStartingWith(folder.resolve("framework.properties") + ": there is no setting " + key)
                .message().doesNotContain("\n");
    }

    @ParameterizedTest
    @CsvSource({"org.osgi.service.http.port,--port", "iam.work,--work", "iam.demo,--demo", "iam.instance,--instance"})
    void whatTheCommandLineDecidesIsRefusedHere(String key, String option) {
        assertThatThrownBy(() -> read(key + "=1")).isInstanceOf(Refusal.class)
                .hasMessage(folder.resolve("framework.properties") + ": " + key + " is not read from here: use " + option);
    }

    @Test
    void aFileThatIsNoTextIsRefused() throws IOException {
        Path file = Files.write(folder.resolve("framework.properties"), new byte[] {'a', '=', (byte) 0xff});

        assertThatThrownBy(() -> OperatorSettings.read(file)).isInstanceOf(Refusal.class).hasMessageContaining("cannot be read");
    }

    private Map<String, String> read(String text) throws Exception {
        return OperatorSettings.read(Files.writeString(folder.resolve("framework.properties"), text));
    }
}
