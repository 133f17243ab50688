package com.iam.support.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import com.iam.support.web.FrontSettings.Address;

class FrontSettingsTest {

    @Test
    void withoutSettingsAllIsServedOnOneAddressByAnyName() {
        FrontSettings settings = FrontSettings.from(Map.<String, String>of("iam.management.port", " ")::get);

        assertThat(settings.management()).isEmpty();
        assertThat(settings.hosts()).isEmpty();
    }

    @Test
    void managementIsWhereTheRestIsUnlessItHasAHostOfItsOwn() {
        assertThat(FrontSettings.from(Map.of("iam.management.port", "9090")::get).management()).contains(new Address("127.0.0.1", 9090));
        assertThat(FrontSettings.from(Map.of("iam.management.port", "9090", "org.apache.felix.http.host", "0.0.0.0")::get).management())
                .contains(new Address("0.0.0.0", 9090));
        assertThat(FrontSettings.from(Map.of("iam.management.port", "9090", "org.apache.felix.http.host", "0.0.0.0",
                "iam.management.host", "10.0.0.7")::get).management()).contains(new Address("10.0.0.7", 9090));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "65536", "-1", "nine", "80 90", "0x50", "99999999999"})
    void anythingButAPortIsRefused(String port) {
        assertThatThrownBy(() -> FrontSettings.from(Map.of("iam.management.port", port)::get))
                .hasMessage("iam.management.port is not a port from 1 to 65535: " + port);
    }

    @Test
    void aHostWithoutAPortIsRefused() {
        assertThatThrownBy(() -> FrontSettings.from(Map.of("iam.management.host", "127.0.0.1")::get))
                .hasMessage("iam.management.host is there without iam.management.port");
    }

    @Test
    void namesAreTakenInAnyCaseAndRefusedIfTheyAreNone() {
        assertThat(FrontSettings.from(Map.of("iam.http.hosts", "IAM.Example.org, b ,")::get).hosts())
                .containsExactlyInAnyOrder("iam.example.org", "b");
        for (String wrong : new String[] {"a:80", "http://a", "a/b", "*", "a b", ".a"}) {
            assertThatThrownBy(() -> FrontSettings.from(Map.of("iam.http.hosts", wrong)::get)).hasMessageStartingWith("iam.http.hosts ");
        }
    }
}
