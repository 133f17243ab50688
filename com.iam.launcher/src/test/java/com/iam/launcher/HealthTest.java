package com.iam.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HealthTest {

    @Test
    void anInstanceThatAnswersWithItsChecksIsReady() {
        assertThat(Health.reasons(200, "{\"overallResult\":\"OK\",\"results\":[{\"name\":\"a\"}]}")).isEmpty();
    }

    @Test
    void anAnswerWithoutAnyCheckDoesNotCount() {
        assertThat(Health.reasons(200, "{\"overallResult\":\"OK\",\"results\":[]}")).containsExactly("health checks");
        assertThat(Health.reasons(404, "")).containsExactly("health checks");
    }

    @Test
    void theReasonsOfFailedChecksAreGivenOnce() {
        String body = "{\"overallResult\":\"CRITICAL\",\"results\":[{\"name\":\"x\",\"status\":\"CRITICAL\",\"messages\":["
                + "{\"status\":\"OK\",\"message\":\"fine\"},"
                + "{\"status\":\"CRITICAL\",\"message\":\"no state manager for module \\\"login\\\"\"},"
                + "{\"status\":\"TEMPORARILY_UNAVAILABLE\",\"message\":\"no user directory\"},"
                + "{\"status\":\"CRITICAL\",\"message\":\"no user directory\"}]}]}";

        assertThat(Health.reasons(503, body))
                .containsExactly("no state manager for module \"login\"", "no user directory");
    }

    @Test
    void anAnswerThatGivesNoReasonIsGivenByItsStatus() {
        assertThat(Health.reasons(500, "")).containsExactly("health answers 500");
    }
}
