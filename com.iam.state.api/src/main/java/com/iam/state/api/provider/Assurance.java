package com.iam.state.api.provider;

/** How sure the caller of a write wants to be that it lasts. */
public enum Assurance {

    /** The repository has it. What it loses by a fail-over, it may lose. */
    ORDINARY,
    /**
     * As many replicas have it as the repository is configured to ask for, 0 by default. For what must not come
     * undone, such as a change of a session's secret.
     */
    REPLICATED
}
