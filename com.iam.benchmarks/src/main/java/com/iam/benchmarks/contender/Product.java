package com.iam.benchmarks.contender;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

import com.iam.state.api.Change;
import com.iam.state.api.Session;
import com.iam.state.api.SessionOutcome;
import com.iam.state.api.SessionOutcome.Live;
import com.iam.state.api.SessionState;
import com.iam.state.api.SessionToken;
import com.iam.state.api.StateManager;
import com.iam.state.api.admin.SessionAdministration;
import com.iam.state.api.StateUnavailableException;
import com.iam.state.api.provider.StateEncryption;
import com.iam.state.testkit.Await;
import com.iam.state.testkit.RedisEndpoint;

/** This product as its modules see it. Everything that protects a session is on. */
public final class Product implements Contender<SessionToken> {

    private static final int PAGE = 100;

    private final ProductFramework framework;
    private final StateManager manager;
    private final SessionAdministration administration;

    private Product(ProductFramework framework, String repository) {
        this.framework = framework;
        this.manager = framework.service(StateManager.class, "(module=bench)");
        this.administration = framework.service(SessionAdministration.class, "(module=bench)");
        Await.until("the sessions are in " + repository, ProductFramework.LIMIT, () -> administration.status().repository()
                .filter(info -> info.kind().equals(repository)).isPresent() && serves());
    }

    /** Sealed by AES 128 GCM, in Redis. @param settings further ones, each as a line in the file of the repository */
    static Product inRedis(RedisEndpoint redis, String... settings) {
        ProductFramework framework = ProductFramework.start();
        framework.configure("com.iam.state.crypto.aes128gcm-main.config", ".secretKey=\"MDEyMzQ1Njc4OWFiY2RlZg\\=\\=\"");
        framework.service(StateEncryption.class, "(name=main)");
        List<String> lines = new ArrayList<>(List.of("redisUri=\"" + redis.uri() + "\"",
                "encryption.target=\"(state.encryption\\=aes128gcm)\""));
        lines.addAll(List.of(settings));
        framework.configure("com.iam.state.redis-main.config", lines.toArray(String[]::new));
        return on(framework, "redis");
    }

    public static Product inMemory() {
        ProductFramework framework = ProductFramework.start();
        framework.configure("com.iam.state.memory-main.config", "name=\"main\"");
        return on(framework, "memory");
    }

    private static Product on(ProductFramework framework, String repository) {
        framework.configure("com.iam.state.manager-bench.config", "module=\"bench\"",
                "stateRepository.target=\"(state.repository\\=" + repository + ")\"");
        return new Product(framework, repository);
    }

    @Override
    public SessionToken create(String user) {
        return create(Sample.stateOf(user));
    }

    public SessionToken create(SessionState state) {
        return manager.start(state).token();
    }

    @Override
    public void read(SessionToken token) {
        live(manager.resume(token));
    }

    @Override
    public void write(SessionToken token, String value) {
        Session seen = live(manager.resume(token));
        live(manager.update(token, seen, state -> Change.to(state.with(Sample.CHANGING, value))));
    }

    @Override
    public void delete(SessionToken token) {
        manager.end(token);
    }

    @Override
    public OptionalInt list(String user) {
        return OptionalInt.of(administration.sessionsOf(user, Optional.empty(), PAGE).items().size());
    }

    @Override
    public void close() {
        framework.close();
    }

    private boolean serves() {
        try {
            manager.check();
            return true;
        } catch (StateUnavailableException e) {
            return false;
        }
    }

    private static <T> T live(SessionOutcome<T> outcome) {
        if (outcome instanceof Live<T> live) {
            return live.value();
        }
        throw new IllegalStateException("the session is gone: " + outcome);
    }
}
