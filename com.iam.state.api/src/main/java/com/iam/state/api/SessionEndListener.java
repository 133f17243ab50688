package com.iam.state.api;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * A service that is told of the end of each session, of all modules. One instance of those that share a repository is
 * told, and usually once; after a crash, or if a listener has thrown, all listeners are told again, perhaps those of
 * another instance. The same {@link SessionEnd#eventId()} then says that it is the same end. A listener hears of ends
 * up to a day old. What is kept in the memory of an instance dies with it, unreported.
 *
 * <p>Called by one thread for each module. While a listener takes its time, no end of the module is reported here;
 * after a few seconds other instances do it.
 */
@ConsumerType
public interface SessionEndListener {

    /** When it returns, the listener has done with this end. */
    void ended(SessionEnd end);
}
