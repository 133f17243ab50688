package com.iam.state.redis.internal;

import java.io.File;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import io.netty.resolver.HostsFileEntriesProvider;

/** The hosts file of this machine, read again when it has not been read for some seconds. May be used by any thread. */
final class HostsFile {

    private static final Duration FRESH = Duration.ofSeconds(3);

    private record Read(HostsFileEntriesProvider entries, long at) {
    }

    private final Optional<File> file;
    private volatile Read last;

    /** @param file empty for the one of this machine */
    HostsFile(Optional<File> file) {
        this.file = file;
    }

    /** Empty if the name is not in it. */
    List<InetAddress> addresses(String name) {
        HostsFileEntriesProvider present = entries();
        String key = name.toLowerCase(Locale.ROOT);
        return Stream.of(present.ipv4Entries(), present.ipv6Entries()).map((Map<String, List<InetAddress>> each) -> each.get(key))
                .filter(each -> each != null).flatMap(List::stream).distinct().toList();
    }

    private HostsFileEntriesProvider entries() {
        Read read = last;
        if (read == null || !Monotonic.isWithin(read.at(), FRESH)) {
            HostsFileEntriesProvider.Parser parser = HostsFileEntriesProvider.parser();
            read = new Read(file.map(parser::parseSilently).orElseGet(parser::parseSilently), System.nanoTime());
            last = read;
        }
        return read.entries();
    }
}
