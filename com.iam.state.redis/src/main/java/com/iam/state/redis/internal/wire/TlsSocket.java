package com.iam.state.redis.internal.wire;

import java.io.IOException;
import java.net.Socket;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/** TLS over a connection, with all checks. */
public final class TlsSocket {

    private TlsSocket() {
    }

    /** Shakes hands. Closing what it returns closes {@code plain}. @param host whose certificate is expected */
    public static Socket over(Socket plain, String host, int port, SSLContext context, boolean verifyHostName) throws IOException {
        SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket(plain, host, port, true);
        if (verifyHostName) {
            SSLParameters parameters = socket.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            socket.setSSLParameters(parameters);
        }
        socket.startHandshake();
        return socket;
    }
}
