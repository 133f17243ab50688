package com.iam.state.redis.internal;

import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

import org.redisson.client.codec.BaseCodec;
import org.redisson.client.protocol.Decoder;
import org.redisson.client.protocol.Encoder;

/** Hands over each message while it is decoded, in the order in which they arrive. */
final class HeardCodec extends BaseCodec {

    private final Consumer<String> heard;

    HeardCodec(Consumer<String> heard) {
        this.heard = heard;
    }

    @Override
    public Decoder<Object> getValueDecoder() {
        return (buffer, state) -> {
            heard.accept(buffer.toString(StandardCharsets.US_ASCII));
            buffer.skipBytes(buffer.readableBytes());
            return "";
        };
    }

    @Override
    public Encoder getValueEncoder() {
        throw new UnsupportedOperationException("it only hears");
    }
}
