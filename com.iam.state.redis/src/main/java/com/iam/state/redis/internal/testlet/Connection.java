package com.iam.state.redis.internal.testlet;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import com.iam.state.api.admin.TestletReport.Failed;
import com.iam.state.api.admin.TestletReport.Passed;
import com.iam.state.api.admin.TestletReport.Result;

/** Whether something listens. */
final class Connection implements Check {

    @Override
    public String id() {
        return "tcp";
    }

    @Override
    public String title() {
        return "Connection";
    }

    @Override
    public List<String> needs() {
        return List.of("name-resolution");
    }

    @Override
    public Result examine(Examination examination) throws IOException {
        Target target = examination.target;
        if (target.isSocket()) {
            return socket(examination);
        }
        String place = examination.host() + ":" + examination.port();
        Result failure = null;
        for (InetAddress address : examination.addresses()) {
            Socket socket = new Socket();
            try {
                socket.setTcpNoDelay(true);
                socket.connect(new InetSocketAddress(address, examination.port()),
                        examination.milliseconds(target.connectionTimeout()));
                examination.connected(socket);
                return new Passed(address.getHostAddress() + " port " + examination.port());
            } catch (SocketTimeoutException e) {
                failure = new Failed(place + " does not answer within " + target.connectionTimeout().toMillis() + " ms",
                        "look for a firewall in between, and at connectionTimeoutInMs");
            } catch (ConnectException e) {
                failure = new Failed("nothing listens on " + place, "start Redis, or correct the port in redisUri");
            } catch (IOException e) {
                failure = new Failed("there is no way to " + place, "look at routes and firewalls");
            }
            socket.close();
        }
        return failure;
    }

    private static Result socket(Examination examination) {
        String path = examination.host();
        try {
            examination.connected(new UnixSocket(path));
            return new Passed("the Unix-domain socket " + path);
        } catch (IOException e) {
            return Files.exists(Path.of(path))
                    ? new Failed("there is no way through " + path, "start Redis, and let this user read and write its socket")
                    : new Failed("there is no socket " + path, "correct redisUri, or set unixsocket in the configuration of Redis");
        }
    }
}
