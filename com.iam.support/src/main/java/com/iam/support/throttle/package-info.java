/**
 * How long a client waits after failed attempts: {@link com.iam.support.throttle.ThrottlePolicy}. The counting is
 * the caller's.
 */
package com.iam.support.throttle;
