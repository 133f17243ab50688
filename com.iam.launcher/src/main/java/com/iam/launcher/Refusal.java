package com.iam.launcher;

/**
 * Why an instance is not started, as one line for the operator who typed the command. The exit code is {@value
 * #EXIT_CODE}.
 */
final class Refusal extends Exception {

    static final int EXIT_CODE = 2;
    private static final long serialVersionUID = 1L;

    Refusal(String line) {
        super(line);
    }

    Refusal(String line, Throwable cause) {
        super(line, cause);
    }
}
