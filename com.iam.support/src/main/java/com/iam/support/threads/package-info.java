/**
 * How the bundles make their threads. It depends on the JDK alone; begin with
 * {@link com.iam.support.threads.Threads#scheduler}.
 */
package com.iam.support.threads;
