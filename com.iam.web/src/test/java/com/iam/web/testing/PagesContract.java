package com.iam.web.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;

import com.iam.web.FrontServlet;
import com.iam.web.UiServlet;

/** How the page of a module is served, in every module that has one. */
public abstract class PagesContract {

    /** Of the module's context. */
    protected abstract String path();

    protected abstract UiServlet ui();

    protected abstract FrontServlet front();

    @Test
    void thePageAndAllThatItLoadsIsServed() {
        try (TestServer server = TestServer.start(path(), Map.of("/ui/*", ui(), "/*", front()))) {
            Client client = new Client(server.address());
            String pages = client.get(path()).header("Location").orElseThrow();
            String page = client.get(pages).body();
            List<String> files = Pattern.compile("(?:src|href)=\"([^\"]+)\"").matcher(page).results()
                    .map(match -> match.group(1)).toList();

            assertThat(pages).isEqualTo(path() + "/ui/");
            assertThat(files).hasSizeGreaterThanOrEqualTo(3)
                    .allSatisfy(file -> assertThat(client.get(pages + file).status()).as(file).isEqualTo(200));
            assertThat(page).as("what the content security policy would not let run")
                    .doesNotContain("<style", "style=", "onclick").doesNotContainPattern("<script[^>]*>[^<]");
        }
    }
}
