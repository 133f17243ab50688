package com.iam.web;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What a request is answered with. */
public sealed interface Answer permits Answer.Document, Answer.Empty, Answer.File, Answer.Redirect, Problem {

    List<Header> headers();

    /** An answer may have several of one name, such as cookies. */
    record Header(String name, String value) {
    }

    /**
     * 200, with a JSON:API document of one resource.
     *
     * @param attributes of JDK types that JSON knows: texts, numbers, booleans, lists, maps, nulls
     */
    record Document(String type, Map<String, ?> attributes, List<Header> headers) implements Answer {

        public Document(String type, Map<String, ?> attributes) {
            this(type, attributes, List.of());
        }

        public Document with(String header, String value) {
            return new Document(type, attributes, plus(headers, header, value));
        }
    }

    /** 204. */
    record Empty(List<Header> headers) implements Answer {
    }

    /** 200, with a file. The array is not copied: nobody changes it. */
    record File(String contentType, byte[] content) implements Answer {
        @Override
        public List<Header> headers() {
            return List.of();
        }
    }

    /** 302. */
    record Redirect(String location) implements Answer {
        @Override
        public List<Header> headers() {
            return List.of(new Header("Location", location));
        }
    }

    static List<Header> plus(List<Header> headers, String name, String value) {
        return Stream.concat(headers.stream(), Stream.of(new Header(name, value))).toList();
    }
}
