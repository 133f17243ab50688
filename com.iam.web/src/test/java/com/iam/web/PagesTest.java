package com.iam.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import com.iam.web.testing.Client;
import com.iam.web.testing.TestServer;

class PagesTest {

    private static final class Ui extends UiServlet {

        private static final long serialVersionUID = 1L;

        Ui() {
            super(List.of("index.html"));
        }
    }

    private static final class Front extends FrontServlet {

        private static final long serialVersionUID = 1L;

        Front() {
            super("/module/ui/");
        }
    }

    private final TestServer server = TestServer.start("/module", Map.of("/ui/*", new Ui(), "/*", new Front()));
    private final Client client = new Client(server.address());

    @AfterEach
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/module", "/module/"})
    void theFrontDoorLeadsToThePages(String path) {
        Client.Answer answer = client.get(path);

        assertThat(answer.status()).isEqualTo(302);
        assertThat(answer.header("Location")).hasValue("/module/ui/");
        assertThat(answer.headers()).containsKey("content-security-policy");
    }

    @Test
    void pagesWithoutTheSlashGetIt() {
        assertThat(client.get("/module/ui").header("Location")).hasValue("/module/ui/");
    }

    @Test
    void elsewhereIsNothing() {
        assertThat(client.get("/module/elsewhere").code()).isEqualTo("NOT_FOUND");
        assertThat(client.get("/module/ui/elsewhere").code()).isEqualTo("NOT_FOUND");
        assertThat(client.get("/module/ui/shared/").code()).isEqualTo("NOT_FOUND");
        assertThat(client.send("POST", "/module", null).code()).isEqualTo("NOT_FOUND");
    }

    @Test
    void thePageIsServedWithTheSecurityHeaders() {
        Client.Answer answer = client.get("/module/ui/");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Type").orElseThrow()).matches("(?i)text/html; ?charset=utf-8");
        assertThat(answer.body()).contains("a page");
        assertThat(answer.headers()).containsKey("content-security-policy").containsEntry("cache-control", "no-store");
    }

    @ParameterizedTest
    @ValueSource(strings = {"style.css", "api.js", "clock.js", "dom.js", "login-form.js", "session.js", "icon.svg"})
    void whatAllModulesShareIsServedBelowEach(String name) {
        Client.Answer answer = client.get("/module/ui/shared/" + name);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Type").orElseThrow()).matches("(?i)(text/(css|javascript); ?charset=utf-8|"
                + "image/svg\\+xml)");
        assertThat(answer.body()).isNotBlank();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/module/ui/..%2fPagesTest.class", "/module/ui/shared/../../PagesTest.class",
            "/module/ui/shared/..%2f..%2fPagesTest.class", "/module/ui//index.html", "/module/ui/PagesTest.class"})
    void nothingElseOfTheBundleCanBeReached(String path) {
        assertThat(client.get(path).status()).isIn(400, 404);
    }

    @Test
    void pagesCanOnlyBeRead() {
        Client.Answer answer = client.send("POST", "/module/ui/", null);

        assertThat(answer.status()).isEqualTo(405);
        assertThat(answer.header("Allow")).hasValue("GET, HEAD");
    }
}
