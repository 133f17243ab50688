package com.iam.front.internal;

import java.nio.ByteBuffer;

import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.http.MetaData;
import org.eclipse.jetty.server.HttpStream;
import org.eclipse.jetty.util.Callback;

import com.iam.support.web.StandardHeaders;

/** Adds the standard headers to an answer on its way to the client. */
final class GuardedStream extends HttpStream.Wrapper {

    private final boolean secure;
    private final boolean keepsOwn;

    /** @param keepsOwn whether the answer may have values of its own for them */
    GuardedStream(HttpStream wrapped, boolean secure, boolean keepsOwn) {
        super(wrapped);
        this.secure = secure;
        this.keepsOwn = keepsOwn;
    }

    @Override
    public void send(MetaData.Request request, MetaData.Response response, boolean last, ByteBuffer content, Callback callback) {
        super.send(request, response == null || HttpStatus.isInformational(response.getStatus()) ? response : guarded(response), last,
                content, callback);
    }

    private MetaData.Response guarded(MetaData.Response response) {
        HttpFields.Mutable headers = HttpFields.build(response.getHttpFields());
        StandardHeaders.of(secure).forEach((name, value) -> {
            if (!keepsOwn || !headers.contains(name)) {
                headers.put(name, value);
            }
        });
        return new MetaData.Response(response.getStatus(), response.getReason(), response.getHttpVersion(), headers,
                response.getContentLength(), response.getTrailersSupplier());
    }
}
