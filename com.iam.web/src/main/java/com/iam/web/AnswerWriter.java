package com.iam.web;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

/** Puts answers on the wire, each in one piece. */
final class AnswerWriter {

    private AnswerWriter() {
    }

    static void write(Answer answer, HttpServletRequest request, HttpServletResponse response) throws IOException {
        answer.headers().forEach(header -> response.addHeader(header.name(), header.value()));
        if (answer instanceof Answer.Document document) {
            Map<String, Object> data = ordered("type", document.type(), "attributes", document.attributes());
            body(200, "application/json", Json.write(Map.of("data", data)), request, response);
        } else if (answer instanceof Problem problem) {
            Map<String, Object> members = ordered("type", problem.type(), "title", problem.title());
            members.putAll(ordered("status", problem.status(), "detail", problem.detail()));
            members.put("code", problem.code());
            body(problem.status(), "application/problem+json", Json.write(members), request, response);
        } else if (answer instanceof Answer.File file) {
            body(200, file.contentType(), file.content(), request, response);
        } else {
            response.setStatus(answer instanceof Answer.Redirect ? 302 : 204);
        }
    }

    private static void body(int status, String contentType, byte[] content, HttpServletRequest request,
            HttpServletResponse response) throws IOException {
        response.setStatus(status);
        response.setContentType(contentType);
        response.setContentLength(content.length);
        if (!request.getMethod().equals("HEAD")) {
            response.getOutputStream().write(content);
        }
    }

    private static Map<String, Object> ordered(String name, Object value, String nextName, Object nextValue) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put(name, value);
        members.put(nextName, nextValue);
        return members;
    }
}
