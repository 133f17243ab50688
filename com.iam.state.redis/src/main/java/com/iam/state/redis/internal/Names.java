package com.iam.state.redis.internal;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Consumer;

import org.redisson.connection.AddressResolverGroupFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.netty.channel.EventLoop;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.SocketChannel;
import io.netty.resolver.AddressResolver;
import io.netty.resolver.AddressResolverGroup;
import io.netty.resolver.InetSocketAddressResolver;
import io.netty.resolver.NameResolver;
import io.netty.resolver.dns.DefaultDnsCache;
import io.netty.resolver.dns.DefaultDnsCnameCache;
import io.netty.resolver.dns.DnsAddressResolverGroup;
import io.netty.resolver.dns.DnsNameResolverBuilder;
import io.netty.resolver.dns.DnsServerAddressStreamProvider;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.FutureListener;
import io.netty.util.concurrent.Promise;

/**
 * Finds the addresses of host names: in the hosts file as it is now, which Netty itself would read but once, and else in DNS. Of
 * several addresses of a name it takes the first that can be connected to, IPv4 before IPv6, in an order that does not change.
 */
final class Names implements AddressResolverGroupFactory {

    private static final Logger LOG = LoggerFactory.getLogger(Names.class);
    private static final Comparator<InetSocketAddress> ORDER = Comparator.comparing(
            (InetSocketAddress each) -> each.getAddress().getAddress().length)
            .thenComparing(each -> HexFormat.of().formatHex(each.getAddress().getAddress()));

    private final HostsFile hosts;
    private final Duration timeout;
    private final boolean oneOfAll;

    /**
     * @param timeout for trying whether an address can be connected to
     * @param oneOfAll whether all addresses of a name are the same Redis, so that one that works is enough
     */
    Names(HostsFile hosts, Duration timeout, boolean oneOfAll) {
        this.hosts = hosts;
        this.timeout = timeout;
        this.oneOfAll = oneOfAll;
    }

    @Override
    public AddressResolverGroup<InetSocketAddress> create(Class<? extends DatagramChannel> channels,
            Class<? extends SocketChannel> socketChannels, DnsServerAddressStreamProvider servers) {
        DnsNameResolverBuilder builder = new DnsNameResolverBuilder().channelType(channels).socketChannelType(socketChannels, true)
                .nameServerProvider(servers).resolveCache(new DefaultDnsCache()).cnameCache(new DefaultDnsCnameCache())
                .hostsFileEntriesResolver((name, types) -> null);
        return new DnsAddressResolverGroup(builder) {

            @Override
            protected AddressResolver<InetSocketAddress> newAddressResolver(EventLoop loop, NameResolver<InetAddress> resolver) {
                return new Resolver(loop, resolver);
            }
        };
    }

    private final class Resolver extends InetSocketAddressResolver {

        private final EventLoop loop;

        Resolver(EventLoop loop, NameResolver<InetAddress> resolver) {
            super(loop, resolver);
            this.loop = loop;
        }

        @Override
        protected void doResolve(InetSocketAddress name, Promise<InetSocketAddress> promise) throws Exception {
            find(name, all -> pick(all, promise), promise);
        }

        @Override
        protected void doResolveAll(InetSocketAddress name, Promise<List<InetSocketAddress>> promise) throws Exception {
            Promise<InetSocketAddress> picked = loop.newPromise();
            picked.addListener((FutureListener<InetSocketAddress>) each -> promise.trySuccess(List.of(each.getNow())));
            find(name, all -> {
                if (oneOfAll) {
                    pick(all, picked);
                } else {
                    promise.trySuccess(all);
                }
            }, promise);
        }

        private void find(InetSocketAddress name, Consumer<List<InetSocketAddress>> found, Promise<?> failed)
                throws Exception {
            List<InetAddress> inFile = hosts.addresses(name.getHostString());
            if (!inFile.isEmpty()) {
                found.accept(inFile.stream().map(each -> new InetSocketAddress(each, name.getPort())).toList());
                return;
            }
            Promise<List<InetSocketAddress>> all = loop.newPromise();
            all.addListener((Future<List<InetSocketAddress>> each) -> {
                if (each.isSuccess()) {
                    found.accept(each.getNow());
                } else {
                    failed.tryFailure(each.cause());
                }
            });
            super.doResolveAll(name, all);
        }
    }

    private void pick(List<InetSocketAddress> all, Promise<InetSocketAddress> picked) {
        if (all.size() == 1) {
            picked.trySuccess(all.get(0));
            return;
        }
        List<InetSocketAddress> sorted = new ArrayList<>(all);
        sorted.sort(ORDER);
        // Not on the thread of a connection, which must not wait.
        Thread trying = new Thread(() -> picked.trySuccess(
                sorted.stream().filter(this::isThere).findFirst().orElse(sorted.get(0))), "iam-redis-addresses");
        trying.setDaemon(true);
        trying.start();
    }

    private boolean isThere(InetSocketAddress address) {
        try (Socket socket = new Socket()) {
            socket.connect(address, Math.toIntExact(timeout.toMillis()));
            return true;
        } catch (IOException e) {
            LOG.debug("One of several addresses of a name cannot be connected to: {}", address);
            return false;
        }
    }
}
