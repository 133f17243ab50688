package com.iam.state.redis.internal;

import org.redisson.client.NettyHook;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.handler.flush.FlushConsolidationHandler;

/**
 * Joins commands that many threads send over one connection in one moment: they leave in one write, in the order in which
 * they came, and Redis reads, runs and answers them in one go. A command that is alone leaves at once. Each keeps its own
 * answer and its own deadline: Redis and Redisson know nothing of it.
 */
final class JoinedCommands implements NettyHook {

    /** Then Redis begins while the rest is being written. */
    private static final int AT_MOST = 64;

    @Override
    public void afterBoostrapInitialization(Bootstrap bootstrap) {
        // Nothing is to be done there.
    }

    @Override
    public void afterChannelInitialization(Channel channel) {
        // First, next to the socket: it joins what TLS has made of the commands as well.
        channel.pipeline().addFirst(new FlushConsolidationHandler(AT_MOST, true));
    }
}
