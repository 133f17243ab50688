package com.iam.users.api;

/** The directory cannot be reached at the moment. It says nothing about the user. */
public class UserDirectoryUnavailableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public UserDirectoryUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
