/**
 * What {@code logback.xml} names beside logback's own appenders, and how many lines of the audit log were lost. A fragment of
 * logback, so it uses logback, slf4j and the JDK alone.
 */
@Export
@Version("1.0.0")
package com.iam.logback;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
