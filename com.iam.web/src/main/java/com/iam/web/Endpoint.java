package com.iam.web;

/** What happens when a path is called with a method. Called by any number of threads. */
@FunctionalInterface
public interface Endpoint {

    /**
     * @throws ProblemException if that is the answer
     * @throws com.iam.state.api.StateUnavailableException answered with 503
     * @throws com.iam.state.api.StateTooLargeException answered with 413
     * @throws com.iam.users.api.UserDirectoryUnavailableException answered with 503
     */
    Answer handle(Call call);
}
