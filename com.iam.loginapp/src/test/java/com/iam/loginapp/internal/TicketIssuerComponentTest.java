package com.iam.loginapp.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import com.iam.configuration.ConfigurationProblem;
import com.iam.web.testing.FakeServiceRegistry;
import com.iam.web.testing.LogLines;

class TicketIssuerComponentTest {

    private static final String SECRET = TicketMaker.newSecret(32);

    private final FakeServiceRegistry registry = new FakeServiceRegistry();
    private final IssuerNames names = new IssuerNames();
    private LogLines log;

    @BeforeEach
    void listen() {
        log = new LogLines();
    }

    @AfterEach
    void noSecretWasLogged() {
        log.close();
        assertThat(log.lines()).noneMatch(line -> line.contains(SECRET));
    }

    private static Map<String, Object> settings(String file, String issuer) {
        Map<String, Object> settings = new HashMap<>(TicketMaker.settings(SECRET));
        settings.putAll(Map.of("felix.fileinstall.filename", "file:/conf/" + file, "issuer", issuer));
        return settings;
    }

    private TicketIssuerComponent component(String file, String issuer) {
        return new TicketIssuerComponent(registry.context(), names, null, settings(file, issuer));
    }

    private Iterable<String> trusted() {
        return registry.all(TicketIssuer.class).stream().map(TicketIssuer::issuer).toList();
    }

    private Iterable<String> problems() {
        return registry.all(ConfigurationProblem.class).stream().map(ConfigurationProblem::line).toList();
    }

    @Test
    void anIssuerIsTrustedWhileItIsConfigured() {
        TicketIssuerComponent portal = component("portal.config", "portal");
        assertThat(trusted()).containsExactly("portal");

        portal.deactivate();
        assertThat(trusted()).isEmpty();
    }

    @Test
    void settingsThatAreRefusedLeaveTheLastGoodOnesInForce() {
        TicketIssuerComponent portal = component("portal.config", "portal");
        Map<String, Object> bad = settings("portal.config", "portal");
        bad.put(".secretKey", "c2hvcnQ=");

        portal.modified(bad);

        assertThat(trusted()).containsExactly("portal");
        assertThat(problems()).singleElement().asString().contains("portal.config: .secretKey: must be Base64 of at least 32 bytes")
                .contains("the last good configuration stays in force");
        portal.modified(settings("portal.config", "portal"));
        assertThat(problems()).isEmpty();
    }

    @Test
    void aKeyThatNobodyKnowsIsTold() {
        Map<String, Object> settings = settings("portal.config", "portal");
        settings.put("maximumTicketLifetme", "60");
        new TicketIssuerComponent(registry.context(), names, null, settings);

        assertThat(log.lines()).contains("portal.config: maximumTicketLifetme: is not known; it is passed over");
    }

    @Test
    void twoConfigurationsOfOneIssuerAreAnErrorUntilOneGoes() {
        TicketIssuerComponent first = component("first.config", "portal");
        TicketIssuerComponent second = component("second.config", "portal");
        assertThat(trusted()).containsExactly("portal");
        assertThat(problems()).singleElement().asString()
                .contains("second.config: issuer: portal has its settings in first.config already");

        first.deactivate();
        assertThat(trusted()).containsExactly("portal");
        assertThat(problems()).isEmpty();
        second.deactivate();
        assertThat(trusted()).isEmpty();
    }

    @Test
    void anIssuerThatIsRenamedLeavesItsNameToTheOther() {
        TicketIssuerComponent first = component("first.config", "portal");
        component("second.config", "portal");

        first.modified(settings("first.config", "partner"));

        assertThat(trusted()).containsExactlyInAnyOrder("partner", "portal");
        assertThat(problems()).isEmpty();
    }

    @Test
    void whoCannotHaveAnotherNameKeepsItsOwn() {
        component("first.config", "portal");
        TicketIssuerComponent second = component("second.config", "partner");

        second.modified(settings("second.config", "portal"));

        assertThat(trusted()).containsExactly("portal", "partner");
        assertThat(problems()).singleElement().asString().contains("the last good configuration stays in force");
        component("third.config", "partner");
        assertThat(trusted()).as("nobody else has it").containsExactly("portal", "partner");
    }
}
