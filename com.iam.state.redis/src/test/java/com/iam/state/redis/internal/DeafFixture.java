package com.iam.state.redis.internal;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

import com.iam.state.api.provider.StateEncryption;

/** A repository with a near cache whose news can be made to get lost, without any connection being the worse for it. */
final class DeafFixture {

    final AtomicBoolean deaf = new AtomicBoolean();
    final Fixture fixture;

    DeafFixture(RedisSettings settings, StateEncryption encryption) {
        Certificates certificates = new Certificates(settings.tls(), settings.location());
        RedissonLink link = new RedissonLink(() -> ClientConfiguration.of(settings, certificates), settings.location(),
                settings.responseTimeout(), settings.replication());
        String id = "0123456789abcdef";
        List<String> channels = Coherence.channels(settings.namespace(), id, settings.nearCache());
        Coherence coherence = new Coherence(link, settings.namespace(), id, settings.nearCache(), new Doubts(),
                (heard, lost) -> new PrimaryHearing(link::client, channels, (channel, message) -> {
                    if (!deaf.get()) {
                        heard.accept(channel, message);
                    }
                }, lost, failure -> { }, settings.responseTimeout()));
        fixture = new Fixture(settings, encryption, new RedisStore(link, settings.replication(), settings.namespace(),
                settings.location(), false, certificates, new ModuleNames(link, settings.namespace()), coherence,
                new Refusals(new RefusalCheck(link, () -> List.of(KeyLayout.check(settings.namespace(), 0)), false, true),
                        settings.location(), true)));
    }
}
