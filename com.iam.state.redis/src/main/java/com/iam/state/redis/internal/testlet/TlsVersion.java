package com.iam.state.redis.internal.testlet;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.security.GeneralSecurityException;
import java.util.List;

import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;

import com.iam.state.api.admin.TestletReport.Failed;
import com.iam.state.api.admin.TestletReport.Passed;
import com.iam.state.api.admin.TestletReport.Result;
import com.iam.state.api.admin.TestletReport.Skipped;

/** Whether there is a TLS connection, and in which version. */
final class TlsVersion implements Check {

    @Override
    public String id() {
        return "tls";
    }

    @Override
    public String title() {
        return "TLS";
    }

    @Override
    public List<String> needs() {
        return List.of("tcp");
    }

    @Override
    public Result examine(Examination examination) throws IOException {
        Target target = examination.target;
        if (target.tls().isEmpty()) {
            return new Skipped("redisUri says redis://, so the connection is not encrypted");
        }
        ServerTls server;
        SSLSocket socket;
        try {
            server = new ServerTls(new AskedCertificate(target.tls().get().own().read()));
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(new KeyManager[] {server.asked()}, new TrustManager[] {server}, null);
            socket = (SSLSocket) context.getSocketFactory().createSocket(examination.socket(), examination.host(),
                    examination.port(), true);
        } catch (GeneralSecurityException | IOException e) {
            return new Failed("the files with the certificates cannot be used (" + e.getClass().getSimpleName() + ")",
                    "look at the settings for TLS: each file, its format and its password");
        }
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        socket.setSSLParameters(parameters);
        socket.setSoTimeout(examination.milliseconds(target.connectionTimeout()));
        examination.connected(socket);
        return handshake(socket, server, examination);
    }

    private static Result handshake(SSLSocket socket, ServerTls server, Examination examination) throws IOException {
        try {
            socket.startHandshake();
        } catch (SocketTimeoutException e) {
            if (answersWithoutTls(examination)) {
                return new Failed("the server speaks Redis's protocol, but without TLS",
                        "write the tls-port of Redis into redisUri");
            }
            return new Failed("the server accepts connections but says nothing within "
                    + examination.target.connectionTimeout().toMillis() + " ms",
                    "make sure that it is Redis, with tls-port, that listens there, and that it is not stopped");
        } catch (IOException e) {
            if (!server.asked().asked()) {
                return new Failed("the server and this machine do not agree on TLS (" + what(e) + ")",
                        "make sure that the port is the tls-port of Redis, and that it offers TLS 1.2 or 1.3");
            }
            // It was so far along that only the client certificate can be what the server minds.
        }
        server.agreed(socket.getSession().getProtocol());
        examination.secured(server);
        return new Passed(server.protocol());
    }

    /** Redis takes the beginning of a handshake for a command that goes on, and waits. */
    private static boolean answersWithoutTls(Examination examination) {
        Target target = examination.target;
        try (Socket plain = new Socket()) {
            plain.connect(new InetSocketAddress(examination.addresses().get(0), examination.port()),
                    examination.milliseconds(target.connectionTimeout()));
            plain.setSoTimeout(examination.milliseconds(target.responseTimeout()));
            new Resp(plain.getInputStream(), plain.getOutputStream()).call("PING");
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static String what(IOException failure) {
        String message = String.valueOf(failure.getMessage());
        return message.startsWith("Unsupported or unrecognized") ? "it does not speak TLS" : message;
    }
}
