package com.iam.state.redis.internal;

import java.net.InetSocketAddress;
import java.util.Optional;

import com.iam.state.redis.internal.testlet.Locating;
import com.iam.state.redis.internal.testlet.Repository;
import com.iam.state.redis.internal.testlet.Target;

/** Says what a Testlet examines, in its own terms. */
final class TestletTarget {

    private TestletTarget() {
    }

    static Target of(RedisSettings settings, Repository.Source repository) {
        RedisAddress address = settings.address();
        TlsSettings tls = settings.tls();
        return new Target(settings.name(), settings.location(), address.host(), address.port(), locating(settings),
                address.database(),
                address.tls()
                        ? Optional.of(new Target.Tls(() -> TlsMaterial.read(tls).trusted(),
                                () -> TlsMaterial.read(tls).keyManagers().stream().findFirst(), tls.verifyHostName()))
                        : Optional.empty(),
                settings.credentials().username(), settings.credentials().password(), settings.namespace(),
                settings.connectionTimeout(), settings.responseTimeout(), repository);
    }

    private static Optional<Locating> locating(RedisSettings settings) {
        Topology topology = settings.topology();
        if (topology.mode() == Topology.Mode.SINGLE) {
            return Optional.empty();
        }
        boolean sentinel = topology.mode() == Topology.Mode.SENTINEL;
        RedisSettings.Credentials credentials = sentinel ? topology.sentinelCredentials() : settings.credentials();
        return Optional.of(new Locating(Locating.Kind.valueOf(topology.mode().name()),
                topology.nodes().stream().map(node -> InetSocketAddress.createUnresolved(node.host(), node.port())).toList(),
                credentials.username(), credentials.password(), topology.sentinelMasterName()));
    }
}
