/** The program behind {@code ./iam run}. It runs outside the framework and is not deployed into it. */
package com.iam.launcher;
