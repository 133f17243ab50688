package com.iam.state.api.admin;

import java.util.function.Consumer;

import org.osgi.annotation.versioning.ProviderType;

/**
 * Finds out, stage by stage, whether a configured repository can work, and what to do if not. A service for each
 * repository that is configured, also while it cannot be reached; its property {@value #NAME} says which.
 */
@ProviderType
public interface Testlet {

    /**
     * Service property: the name of the repository, as in {@link com.iam.state.api.provider.StateRepository#NAME}.
     */
    String NAME = "name";
    /** Service property: the file that the settings come from, or the PID. */
    String SOURCE = "source";

    /**
     * Examines the repository with the settings that are in force now, over connections of its own. It makes and
     * deletes a session of a module of its own, {@code testlet}, and touches no other. Blocks for some seconds at the
     * most; several may run at a time.
     *
     * @param progress is told each stage as soon as it is over, on the calling thread
     * @return all stages; a fault is a failed stage, never an exception. It holds no secret
     */
    TestletReport run(Consumer<TestletReport.Stage> progress);
}
