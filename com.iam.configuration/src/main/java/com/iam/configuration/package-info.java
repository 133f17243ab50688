/**
 * Problems of the configuration as services: {@link com.iam.configuration.ConfigurationProblem} is what bundles that read
 * settings and bundles that show problems share. It depends on nothing.
 */
@Export
@Version("1.0.0")
package com.iam.configuration;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
