package com.iam.web;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;

/** JSON (RFC 8259), no more of it than requests and answers need. */
final class Json {

    /** An object of plain values needs a depth of one. */
    private static final StreamReadConstraints FLAT = StreamReadConstraints.builder().maxNestingDepth(2).build();
    private static final JsonMapper MAPPER = JsonMapper
            .builder(JsonFactory.builder().streamReadConstraints(FLAT)
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    // An exception that quotes what it could not read would bring a password into a log.
                    .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION).build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private Json() {
    }

    /** The members of an object in UTF-8, all of them texts, numbers, booleans or nulls; empty for anything else. */
    static Optional<Map<String, JsonNode>> readFlat(byte[] content) {
        JsonNode root;
        try {
            root = MAPPER.readTree(StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content)).toString());
        } catch (CharacterCodingException | JsonProcessingException e) {
            return Optional.empty();
        }
        if (!root.isObject()) {
            return Optional.empty();
        }
        Map<String, JsonNode> members = new LinkedHashMap<>();
        root.properties().forEach(member -> members.put(member.getKey(), member.getValue()));
        return members.values().stream().allMatch(JsonNode::isValueNode) ? Optional.of(members) : Optional.empty();
    }

    static byte[] write(Map<String, ?> members) {
        try {
            return MAPPER.writeValueAsBytes(members);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an answer is made of types that JSON knows", e);
        }
    }
}
