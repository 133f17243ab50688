package com.iam.state.redis.internal;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;

import org.redisson.client.ChannelName;
import org.redisson.client.codec.Codec;
import org.redisson.client.handler.State;
import org.redisson.client.protocol.Decoder;
import org.redisson.client.protocol.decoder.MultiDecoder;
import org.redisson.client.protocol.pubsub.PubSubMessage;

/**
 * Hands over each message of a channel while it is decoded, in the order in which they arrive. Redisson is left a message of a
 * channel that nobody has subscribed to: it would wake a thread of its listeners for any other.
 */
final class HeardDecoder implements MultiDecoder<Object> {

    private static final PubSubMessage HANDED_OVER = new PubSubMessage(new ChannelName(""), "");

    private final Consumer<String> heard;

    HeardDecoder(Consumer<String> heard) {
        this.heard = heard;
    }

    /** Of the message's third part, after its kind and its channel. */
    @Override
    public Decoder<Object> getDecoder(Codec codec, int part, State state, long size) {
        return (buffer, unused) -> {
            heard.accept(buffer.toString(StandardCharsets.US_ASCII));
            buffer.skipBytes(buffer.readableBytes());
            return "";
        };
    }

    @Override
    public PubSubMessage decode(List<Object> parts, State state) {
        return HANDED_OVER;
    }
}
