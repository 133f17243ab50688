/**
 * A reference that is replaced while calls use it, without losing a call. {@link com.iam.support.gate.Gate} depends on
 * the JDK alone; its callers translate {@link com.iam.support.gate.GateClosedException} into the exception of their API.
 */
package com.iam.support.gate;
