package com.iam.front.internal;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

import com.iam.support.web.StandardHeaders;

/**
 * Answers in the server's place where no servlet does: with the status, and nothing of the request, of what failed or
 * of the server. Also where no {@link Gate} has seen the request, since it is none.
 */
final class PlainErrors extends ErrorHandler {

    PlainErrors() {
        setCacheControl("no-store");
    }

    @Override
    public boolean errorPageForMethod(String method) {
        return true;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        StandardHeaders.of(request.isSecure()).forEach(response.getHeaders()::put);
        if (request.getAttribute(ERROR_EXCEPTION) instanceof Refusal refusal) {
            refusal.allow().ifPresent(methods -> response.getHeaders().put(HttpHeader.ALLOW, methods));
        }
        return super.handle(request, response, callback);
    }

    @Override
    protected void generateResponse(Request request, Response response, int code, String message, Throwable cause, Callback callback) {
        String title = HttpStatus.getMessage(code);
        String body = "{\"type\":\"about:blank\",\"title\":\"" + title + "\",\"status\":" + code + "}";
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/problem+json");
        response.write(true, ByteBuffer.wrap(body.getBytes(StandardCharsets.UTF_8)), callback);
    }
}
