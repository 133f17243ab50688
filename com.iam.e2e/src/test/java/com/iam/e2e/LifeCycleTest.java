package com.iam.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import com.iam.state.testkit.Await;

/** Every bundle of the project, and Redisson, is started again, refreshed and replaced while sessions in Redis are in use. */
class LifeCycleTest {

    private static final String REDISSON = "com.iam.redisson";

    /** The API is not among them: everything depends on it, the module that is used here as well. */
    private static final List<String> BUNDLES = List.of("com.iam.state.core", "com.iam.state.memory", "com.iam.state.redis",
            "com.iam.state.crypto", "com.iam.users.api", "com.iam.users.jdbc", "com.iam.web", "com.iam.loginapp",
            "com.iam.adminapp", "com.iam.audit", "com.iam.metrics", REDISSON);

    @TempDir
    Path folder;

    @Test
    void noSessionIsLostWhateverIsStartedAgain() throws Exception {
        try (Drill drill = Drill.start(folder)) {
            CounterLoad load = drill.use(drill.sessions(40));
            drill.toRedis();
            drill.awaitArrival();
            int number = 0;
            for (String bundle : BUNDLES) {
                boolean isOurs = !bundle.equals(REDISSON);
                for (int i = 0; i < 3; i++) {
                    if (Drill.FULL || number % 3 == i) {
                        switch (i) {
                            case 0 -> drill.restart(bundle);
                            case 1 -> drill.refresh(bundle);
                            default -> {
                                if (isOurs) {
                                    drill.replace(bundle);
                                    drill.awaitServing();
                                }
                            }
                        }
                    }
                }
                number++;
            }
            load.finish();
            System.out.printf("%d requests while every bundle was started again; %d were answered with 503; the longest took "
                    + "%d ms%n", load.requests(), load.refused(), load.longest().toMillis());

            // Of the API and the framework it is said that requests fail meanwhile.
            long from = drill.instance.logLength();
            drill.client.bundle("refresh", "com.iam.state.api");
            Await.until("the API has been refreshed", Duration.ofSeconds(60),
                    () -> drill.instance.hasLogged("Module counter: bound to redis", from));
            drill.awaitAnswers();
            load.compare(drill.client);
            drill.restart();
            load.compare(drill.client);
            assertThat(drill.client.metric("iam_configuration_problems")).isZero();
        }
    }
}
