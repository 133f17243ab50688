package com.iam.state.api.provider;

import com.iam.state.api.StateUnavailableException;

/**
 * The repository was frozen before the call got to it: nothing was changed, and the call belongs to its successor.
 */
public class RepositoryFrozenException extends StateUnavailableException {

    private static final long serialVersionUID = 1L;

    public RepositoryFrozenException() {
        super("the repository is being replaced");
    }
}
