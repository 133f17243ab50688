/** Contracts of the state services as abstract test classes, and what tests need to run them. */
@Export
@Version("1.0.0")
package com.iam.state.testkit;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
