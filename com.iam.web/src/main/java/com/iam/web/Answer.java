package com.iam.web;

import java.util.LinkedHashMap;
import java.util.Map;

/** What a request is answered with. */
public sealed interface Answer permits Answer.Document, Answer.Empty, Answer.File, Answer.Redirect, Problem {

    Map<String, String> headers();

    /**
     * 200, with a JSON:API document of one resource.
     *
     * @param attributes of JDK types that JSON knows: texts, numbers, booleans, lists, maps, nulls
     */
    record Document(String type, Map<String, ?> attributes, Map<String, String> headers) implements Answer {

        public Document(String type, Map<String, ?> attributes) {
            this(type, attributes, Map.of());
        }

        public Document with(String header, String value) {
            return new Document(type, attributes, plus(headers, header, value));
        }
    }

    /** 204. */
    record Empty(Map<String, String> headers) implements Answer {
    }

    /** 200, with a file. The array is not copied: nobody changes it. */
    record File(String contentType, byte[] content) implements Answer {
        @Override
        public Map<String, String> headers() {
            return Map.of();
        }
    }

    /** 302. */
    record Redirect(String location) implements Answer {
        @Override
        public Map<String, String> headers() {
            return Map.of("Location", location);
        }
    }

    static Map<String, String> plus(Map<String, String> headers, String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return Map.copyOf(more);
    }
}
