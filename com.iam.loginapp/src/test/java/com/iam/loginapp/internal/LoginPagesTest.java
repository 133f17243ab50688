package com.iam.loginapp.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;

import com.iam.web.testing.Client;
import com.iam.web.testing.TestServer;

class LoginPagesTest {

    @Test
    void thePageAndAllThatItLoadsIsServed() {
        try (TestServer server = TestServer.start(LoginContext.PATH, Map.of("/ui/*", new LoginUi(), "/*", new LoginFront()))) {
            Client client = new Client(server.address());
            String pages = client.get(LoginContext.PATH).header("Location").orElseThrow();
            String page = client.get(pages).body();
            List<String> files = Pattern.compile("(?:src|href)=\"([^\"]+)\"").matcher(page).results()
                    .map(match -> match.group(1)).toList();

            assertThat(pages).isEqualTo("/auth-login/ui/");
            assertThat(files).hasSizeGreaterThanOrEqualTo(3)
                    .allSatisfy(file -> assertThat(client.get(pages + file).status()).as(file).isEqualTo(200));
            assertThat(page).as("what the content security policy would not let run")
                    .doesNotContain("<style", "style=", "onclick").doesNotContainPattern("<script[^>]*>[^<]");
        }
    }
}
