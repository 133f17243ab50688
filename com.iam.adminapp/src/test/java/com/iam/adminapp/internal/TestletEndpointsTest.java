package com.iam.adminapp.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;
import com.iam.state.api.admin.Testlet;
import com.iam.state.api.admin.TestletReport;
import com.iam.state.api.admin.TestletReport.Failed;
import com.iam.state.api.admin.TestletReport.Passed;
import com.iam.state.api.admin.TestletReport.Skipped;
import com.iam.state.api.admin.TestletReport.Stage;
import com.iam.web.testing.Client;

class TestletEndpointsTest extends AdminFixture {

    private static final List<Stage> STAGES = List.of(
            new Stage("tcp", "TCP connection", new Passed("127.0.0.1 port 1"), Duration.ofMillis(3)),
            new Stage("role", "Role", new Failed("it is a replica", "name the primary"), Duration.ofMillis(4)),
            new Stage("read-write", "Write", new Skipped("'Role' failed"), Duration.ZERO));

    private static TestletReport report() {
        return new TestletReport("main", "redis://host/0 iam", Instant.EPOCH, Duration.ofMillis(1234), STAGES);
    }

    private Client.Answer run(String name) {
        return client.post("/rest/testlet", Map.of("name", name));
    }

    @Test
    void theReportShowsEachStageWithItsReasonAndItsRemedy() {
        servlet.bindTestlet(progress -> report(), Map.of("name", "main"));

        JsonNode shown = run("main").attributes();

        assertThat(shown.path("name").asText()).isEqualTo("main");
        assertThat(shown.path("location").asText()).isEqualTo("redis://host/0 iam");
        assertThat(shown.path("startedAt").asText()).isEqualTo("1970-01-01T00:00:00Z");
        assertThat(shown.path("tookInMs").asLong()).isEqualTo(1234);
        assertThat(shown.path("passed").asBoolean()).isFalse();
        assertThat(shown.path("stages").findValuesAsText("result")).containsExactly("passed", "failed", "skipped");
        assertThat(shown.path("stages").findValuesAsText("id")).containsExactly("tcp", "role", "read-write");
        assertThat(shown.at("/stages/0/text").asText()).isEqualTo("127.0.0.1 port 1");
        assertThat(shown.at("/stages/1/text").asText()).isEqualTo("it is a replica");
        assertThat(shown.at("/stages/1/remedy").asText()).isEqualTo("name the primary");
        assertThat(shown.at("/stages/2/remedy").isNull()).isTrue();
    }

    @Test
    void whatCanBeExaminedIsShownWithTheStateAndFollowsTheSettings() {
        Testlet testlet = progress -> report();
        servlet.bindTestlet(testlet, Map.of("name", "main"));
        servlet.updatedTestlet(testlet, Map.of("name", "renamed"));

        assertThat(client.get("/rest/state").attributes().at("/testlets/0").asText()).isEqualTo("renamed");
        assertThat(run("main").code()).isEqualTo("REPOSITORY_UNKNOWN");
        servlet.unbindTestlet(testlet);
        assertThat(client.get("/rest/state").attributes().path("testlets")).isEmpty();
        assertThat(run("renamed").status()).isEqualTo(404);
    }

    @Test
    void howFarARunIsCanBeSeenAndASecondOneHasToWait() throws Exception {
        CountDownLatch half = new CountDownLatch(1);
        CountDownLatch rest = new CountDownLatch(1);
        servlet.bindTestlet(progress -> halting(progress, half, rest), Map.of("name", "main"));

        CompletableFuture<Client.Answer> answer = CompletableFuture.supplyAsync(() -> run("main"));
        assertThat(half.await(10, TimeUnit.SECONDS)).isTrue();
        JsonNode sofar = client.get("/rest/testlet?name=main&peek=true").attributes();
        assertThat(sofar.path("running").asBoolean()).isTrue();
        assertThat(sofar.path("stages").findValuesAsText("title")).containsExactly("TCP connection");
        assertThat(run("main").code()).isEqualTo("TESTLET_RUNNING");
        rest.countDown();

        assertThat(answer.get(10, TimeUnit.SECONDS).status()).isEqualTo(200);
        assertThat(client.get("/rest/testlet?name=main").attributes().path("running").asBoolean()).isFalse();
        assertThat(run("main").status()).isEqualTo(200);
    }

    @Test
    void onlyAdministratorsExamine() {
        servlet.bindTestlet(progress -> report(), Map.of("name", "main"));
        client.setCookie(null);

        assertThat(run("main").status()).isEqualTo(401);
        assertThat(client.get("/rest/testlet?name=main").status()).isEqualTo(401);
    }

    @Test
    void withoutANameNothingIsExamined() {
        assertThat(client.post("/rest/testlet", Map.of()).code()).isEqualTo("INVALID_REQUEST");
        assertThat(client.get("/rest/testlet").code()).isEqualTo("INVALID_REQUEST");
    }

    private static TestletReport halting(Consumer<Stage> progress, CountDownLatch half, CountDownLatch rest) {
        progress.accept(STAGES.get(0));
        half.countDown();
        try {
            rest.await(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return report();
    }
}
