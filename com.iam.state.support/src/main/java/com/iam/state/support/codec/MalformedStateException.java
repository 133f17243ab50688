package com.iam.state.support.codec;

/** The bytes are not an encoded state. The message never holds any of them. */
public class MalformedStateException extends Exception {

    private static final long serialVersionUID = 1L;

    MalformedStateException(String message) {
        super(message);
    }
}
