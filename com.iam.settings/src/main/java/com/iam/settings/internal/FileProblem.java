package com.iam.settings.internal;

/** What is wrong with a file, by its name. */
record FileProblem(String pid, String place, String reason, String consequence) {
}
