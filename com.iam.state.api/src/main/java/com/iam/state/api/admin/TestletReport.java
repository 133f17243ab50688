package com.iam.state.api.admin;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * What a {@link Testlet} found out. It holds no secret.
 *
 * @param repository its name
 * @param location where the states are, as in {@link RepositoryInfo#location}
 * @param stages in the order in which they were made
 */
public record TestletReport(String repository, String location, Instant startedAt, Duration took, List<Stage> stages) {

    public TestletReport {
        Objects.requireNonNull(repository);
        Objects.requireNonNull(location);
        stages = List.copyOf(stages);
    }

    /** Whether no stage failed. */
    public boolean passed() {
        return stages.stream().noneMatch(stage -> stage.result() instanceof Failed);
    }

    /**
     * @param id for programs: lower-case letters and hyphens, as in {@code host-name}
     * @param title for people, as in {@code Host name}
     */
    public record Stage(String id, String title, Result result, Duration took) {
    }

    /** What came of one stage. The texts are for people: sentences without a full stop at the end. */
    public sealed interface Result {
    }

    /** @param detail what was found */
    public record Passed(String detail) implements Result {
    }

    /**
     * @param reason what is wrong
     * @param remedy what to do about it
     */
    public record Failed(String reason, String remedy) implements Result {
    }

    /** @param because which earlier stage failed, or why there is nothing to examine */
    public record Skipped(String because) implements Result {
    }
}
