/**
 * Session state, where it is kept and how it is protected: the contract between the modules that use sessions
 * ({@link com.iam.state.api.StateManager}), the repositories that keep them ({@link
 * com.iam.state.api.provider.StateRepository}) and the encryptions that protect what leaves the process ({@link
 * com.iam.state.api.provider.StateEncryption}).
 *
 * <p>All values are immutable and safe to share between threads. Nothing here prints a secret: {@code toString} of a
 * value that holds one masks it.
 */
@Export
@Version("1.0.0")
package com.iam.state.api;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
