package com.iam.state.redis.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Coverage-guided fuzzing (Jazzer, libFuzzer), in a process with little memory, for a bounded time. */
class FuzzTest {

    private static final int SECONDS = Boolean.getBoolean("iam.full") ? 120 : 5;

    @TempDir
    Path folder;

    static List<Class<?>> targets() {
        return FuzzTargets.all();
    }

    @ParameterizedTest
    @MethodSource("targets")
    void nothingBreaksAndNothingIsAllocatedWithoutBound(Class<?> target) throws Exception {
        Path corpus = Files.createDirectory(folder.resolve("corpus"));
        Files.write(corpus.resolve("seed"), FuzzTargets.seeds().get(target.getSimpleName().toLowerCase(Locale.ROOT)));
        Path log = folder.resolve("log");

        Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m", "-XX:+EnableDynamicAgentLoading", "-cp", System.getProperty("surefire.test.class.path",
                        System.getProperty("java.class.path")),
                "com.code_intelligence.jazzer.Jazzer", "--target_class=" + target.getName(),
                "--instrumentation_includes=com.iam.**", "--custom_hook_includes=none.**",
                "-max_total_time=" + SECONDS, "-timeout=5", "-max_len=65536", corpus.toString())
                .directory(folder.toFile()).redirectErrorStream(true).redirectOutput(log.toFile()).start();

        assertThat(process.waitFor(SECONDS + 120L, TimeUnit.SECONDS)).as("the fuzzer ended: %s", log).isTrue();
        String said = Files.readString(log);
        assertThat(process.exitValue()).as(said).isZero();
        assertThat(said).contains("cov:").contains("DONE");
        System.out.println(target.getSimpleName() + ": " + said.lines().filter(line -> line.contains("DONE")).findFirst().get());
    }
}
