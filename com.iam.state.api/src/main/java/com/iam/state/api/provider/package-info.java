/**
 * What a bundle implements that keeps sessions ({@link com.iam.state.api.provider.StateRepository}) or protects them
 * ({@link com.iam.state.api.provider.StateEncryption}), and the values that it is handed.
 *
 * <p>All values are immutable and safe to share between threads. Nothing here prints a secret: {@code toString} of a
 * value that holds one masks it.
 */
@Export
@Version("1.0.0")
package com.iam.state.api.provider;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
