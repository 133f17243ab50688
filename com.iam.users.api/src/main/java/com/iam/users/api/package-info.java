/** Who may log in: the contract between the modules and whatever keeps the users. */
@Export
@Version("1.0.0")
package com.iam.users.api;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
