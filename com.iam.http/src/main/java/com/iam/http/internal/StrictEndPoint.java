package com.iam.http.internal;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;

import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.util.Callback;

/**
 * Gives the parser only bytes whose framing is beyond doubt ({@link Framing}). Instead of the rest it gets a byte that is
 * allowed nowhere in a request: so it refuses the request as any bad one, with one 400 for all of it if no part was given
 * before, and closes the connection.
 */
final class StrictEndPoint implements EndPoint, EndPoint.Wrapper {

    private static final byte NUL = 0;

    private final EndPoint raw;
    private final Framing framing = new Framing();
    private boolean ended;

    StrictEndPoint(EndPoint raw) {
        this.raw = raw;
    }

    @Override
    public int fill(ByteBuffer buffer) throws IOException {
        if (ended) {
            return -1;
        }
        int filled = raw.fill(buffer);
        if (filled <= 0) {
            return filled;
        }
        int from = buffer.limit() - filled;
        int cut = framing.doubtful(buffer, from, buffer.limit());
        if (cut < 0) {
            return filled;
        }
        ended = true;
        buffer.limit(cut + 1);
        buffer.put(cut, NUL);
        return cut + 1 - from;
    }

    @Override
    public EndPoint unwrap() {
        return raw;
    }

    @Override
    public InetSocketAddress getLocalAddress() {
        return raw.getLocalSocketAddress() instanceof InetSocketAddress address ? address : null;
    }

    @Override
    public SocketAddress getLocalSocketAddress() {
        return raw.getLocalSocketAddress();
    }

    @Override
    public InetSocketAddress getRemoteAddress() {
        return raw.getRemoteSocketAddress() instanceof InetSocketAddress address ? address : null;
    }

    @Override
    public SocketAddress getRemoteSocketAddress() {
        return raw.getRemoteSocketAddress();
    }

    @Override
    public boolean isOpen() {
        return raw.isOpen();
    }

    @Override
    public long getCreatedTimeStamp() {
        return raw.getCreatedTimeStamp();
    }

    @Override
    public void shutdownOutput() {
        raw.shutdownOutput();
    }

    @Override
    public boolean isOutputShutdown() {
        return raw.isOutputShutdown();
    }

    @Override
    public boolean isInputShutdown() {
        return raw.isInputShutdown();
    }

    @Override
    public void close() {
        raw.close();
    }

    @Override
    public void close(Throwable cause) {
        raw.close(cause);
    }

    @Override
    public boolean flush(ByteBuffer... buffers) throws IOException {
        return raw.flush(buffers);
    }

    @Override
    public Object getTransport() {
        return raw.getTransport();
    }

    @Override
    public long getIdleTimeout() {
        return raw.getIdleTimeout();
    }

    @Override
    public void setIdleTimeout(long milliseconds) {
        raw.setIdleTimeout(milliseconds);
    }

    @Override
    public void fillInterested(Callback callback) {
        raw.fillInterested(callback);
    }

    @Override
    public boolean tryFillInterested(Callback callback) {
        return raw.tryFillInterested(callback);
    }

    @Override
    public boolean isFillInterested() {
        return raw.isFillInterested();
    }

    @Override
    public void write(Callback callback, ByteBuffer... buffers) {
        raw.write(callback, buffers);
    }

    @Override
    public Connection getConnection() {
        return raw.getConnection();
    }

    @Override
    public void setConnection(Connection connection) {
        raw.setConnection(connection);
    }

    @Override
    public void onOpen() {
        raw.onOpen();
    }

    @Override
    public void onClose(Throwable cause) {
        raw.onClose(cause);
    }

    @Override
    public void upgrade(Connection connection) {
        raw.upgrade(connection);
    }

    @Override
    public SslSessionData getSslSessionData() {
        return raw.getSslSessionData();
    }

    @Override
    public boolean isSecure() {
        return raw.isSecure();
    }
}
