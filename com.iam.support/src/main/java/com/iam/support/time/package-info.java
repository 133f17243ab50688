/**
 * Time for waits and deadlines, which no clock setting moves: {@link com.iam.support.time.SteadyTime}.
 */
package com.iam.support.time;
