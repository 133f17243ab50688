package com.iam.state.api;

/** How current a state must be that is read. */
public enum Freshness {

    /**
     * A copy that the repository has nearby will do. It is usually younger than a millisecond; a session that was
     * ended, or whose secret was changed, is never served from one after that call has answered. For most requests.
     */
    RECENT,

    /**
     * As it is kept at this moment. For what decides on privilege, and for what is done only because of the state.
     */
    LATEST
}
