package com.iam.adminapp.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import com.iam.configuration.ConfigurationProblem;
import com.iam.support.config.InvalidSettingException;
import com.iam.support.config.Settings;
import com.iam.users.api.UserKind;
import com.iam.web.testing.Client;
import com.iam.web.testing.FakeServiceRegistry;
import com.iam.web.testing.LogLines;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;

class RepresentationTest extends AdminFixture {

    private static final byte[] SECRET = new SecureRandom().generateSeed(32);

    private static Map<String, Object> settings(String key, Object value) {
        Map<String, Object> settings = new HashMap<>(Map.of("issuer", "adminapp", "audience", "login",
                ".secretKey", Base64.getEncoder().encodeToString(SECRET)));
        settings.put(key, value);
        return settings;
    }

    private static Representation representation() {
        return Representation.from(new Settings(settings("issuer", "adminapp")));
    }

    @BeforeEach
    void addAlice() {
        users.addIfAbsent(UserKind.END_USER, "alice", "hers");
    }

    private Client.Answer ask(String username) {
        return client.post("/rest/representation/ticket", Map.of("username", username));
    }

    private boolean isPossible() {
        return client.get("/rest/state").attributes().path("representation").asBoolean();
    }

    @Test
    void anAdministratorGetsATicketForAUser() throws Exception {
        servlet.bindRepresentation(representation());

        Client.Answer answer = ask("ALICE");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.attributes().path("username").asText()).isEqualTo("alice");
        assertThat(answer.attributes().path("expiresAt").asText()).isEqualTo("2026-03-01T10:16:00Z");
        SignedJWT ticket = SignedJWT.parse(answer.attributes().path("ticket").asText());
        assertThat(ticket.verify(new MACVerifier(SECRET))).isTrue();
        assertThat(ticket.getHeader().toJSONObject()).isEqualTo(Map.of("alg", "HS256", "typ", "sso-ticket+jwt"));
        JWTClaimsSet claims = ticket.getJWTClaimsSet();
        assertThat(claims.getClaims().keySet()).containsExactlyInAnyOrder("iss", "aud", "sub", "jti", "iat", "exp", "act");
        assertThat(claims.getIssuer()).isEqualTo("adminapp");
        assertThat(claims.getAudience()).containsExactly("login");
        assertThat(claims.getSubject()).isEqualTo("alice");
        assertThat(claims.getIssueTime()).isEqualTo(Date.from(Instant.parse("2026-03-01T10:15:30Z")));
        assertThat(claims.getExpirationTime()).isEqualTo(Date.from(Instant.parse("2026-03-01T10:16:00Z")));
        assertThat(claims.getJSONObjectClaim("act")).isEqualTo(Map.of("sub", "root"));
    }

    @Test
    void noTwoTicketsHaveOneId() throws Exception {
        servlet.bindRepresentation(representation());
        Set<String> ids = new HashSet<>();
        for (int i = 0; i < 10; i++) {
            String ticket = ask("alice").attributes().path("ticket").asText();
            ids.add(SignedJWT.parse(ticket).getJWTClaimsSet().getJWTID());
        }

        assertThat(ids).hasSize(10).allMatch(id -> id.matches("[\\w-]{22}"));
    }

    @Test
    void theAuditLogSaysWhoWantsToActForWhomAndNoLogHasTheTicket() {
        servlet.bindRepresentation(representation());
        try (LogLines log = new LogLines()) {
            String ticket = ask("alice").attributes().path("ticket").asText();

            assertThat(log.audit()).containsExactly(
                    "representation-ordered administrator=\"root\" subject=\"alice\" address=127.0.0.1");
            assertThat(log.lines()).noneMatch(line -> line.contains(ticket) || line.contains(ticket.split("\\.")[1]));
        }
    }

    @Test
    void whoIsNoEndUserCannotBeActedFor() {
        servlet.bindRepresentation(representation());
        users.addIfAbsent(UserKind.END_USER, "carol", "hers");
        users.disable(UserKind.END_USER, "carol");
        try (LogLines log = new LogLines()) {
            for (String name : new String[] {"nobody", "root", "carol", ""}) {
                assertThat(ask(name).code()).isEqualTo("USER_UNKNOWN");
                assertThat(ask(name).status()).isEqualTo(404);
            }
            assertThat(log.audit()).isEmpty();
        }
    }

    @Test
    void onlyAdministratorsGetTickets() {
        servlet.bindRepresentation(representation());
        client.setCookie(null);

        assertThat(ask("alice").status()).isEqualTo(401);
    }

    @Test
    void withoutItsSettingsNobodyCanActForAUser() {
        assertThat(isPossible()).isFalse();
        assertThat(ask("alice").status()).isEqualTo(404);
        assertThat(ask("alice").code()).isEqualTo("REPRESENTATION_NOT_CONFIGURED");

        Representation service = representation();
        servlet.bindRepresentation(service);
        assertThat(isPossible()).isTrue();
        servlet.unbindRepresentation(service);
        assertThat(isPossible()).isFalse();
    }

    @Test
    void whileTheDirectoryIsAwayItIsPutOff() {
        servlet.bindRepresentation(representation());
        users.setAvailable(false);

        assertThat(ask("alice").status()).isEqualTo(503);
    }

    @ParameterizedTest
    @CsvSource({"issuer, ''", "audience, ''", ".secretKey, ''", ".secretKey, c2hvcnQ=", ".secretKey, no Base64!"})
    void whatCannotBeAcceptedIsNamedAndNotTold(String key, String value) {
        assertThatThrownBy(() -> Representation.from(new Settings(settings(key, value))))
                .isInstanceOfSatisfying(InvalidSettingException.class, invalid -> {
                    assertThat(invalid.key()).isEqualTo(key);
                    assertThat(invalid).hasMessageNotContaining("c2hvcnQ=").hasMessageNotContaining("no Base64!");
                });
    }

    @Test
    void itIsPublishedWhileItIsConfiguredAndBadSettingsChangeNothing() {
        FakeServiceRegistry registry = new FakeServiceRegistry();
        RepresentationComponent component = new RepresentationComponent(registry.context(), null, settings("issuer", "adminapp"));
        assertThat(registry.all(Representation.class)).hasSize(1);

        component.modified(settings(".secretKey", "c2hvcnQ="));
        assertThat(registry.all(Representation.class)).hasSize(1);
        assertThat(registry.all(ConfigurationProblem.class)).singleElement().extracting(ConfigurationProblem::key)
                .isEqualTo(".secretKey");

        component.deactivate();
        assertThat(registry.all(Object.class)).isEmpty();
    }
}
