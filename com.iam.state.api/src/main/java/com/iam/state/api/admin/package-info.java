/**
 * What operators see of sessions and of what keeps and protects them: status, keys, and examinations
 * ({@link com.iam.state.api.admin.Testlet}).
 *
 * <p>All values are immutable and safe to share between threads. None holds a secret.
 */
@Export
@Version("1.0.0")
package com.iam.state.api.admin;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
