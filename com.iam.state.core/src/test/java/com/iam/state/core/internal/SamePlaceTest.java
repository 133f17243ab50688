package com.iam.state.core.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import com.iam.state.api.SessionEnd;
import com.iam.state.api.SessionToken;
import com.iam.state.api.StateKey;
import com.iam.state.api.StateUnavailableException;
import com.iam.state.api.admin.RepositoryInfo;
import com.iam.state.api.provider.Deadline;
import com.iam.state.api.provider.HandOver;
import com.iam.state.api.provider.StateRepository;
import com.iam.state.testkit.Await;

/** Two repositories that keep their states in one place, such as one Redis by its name and by its address. */
class SamePlaceTest {

    private final SwitchFixture fixture = new SwitchFixture();
    private final StateRepository place = SwitchFixture.memory("place");
    private volatile boolean silent;
    private final StateRepository plain = named("a", "redis://10.0.0.1");
    private final StateRepository encrypted = named("b", "rediss://redis.example.com");

    @AfterEach
    void stop() {
        fixture.close();
    }

    /** A client of the place. It is frozen by itself, and what it releases is gone for the others, too. */
    private StateRepository named(String name, String location) {
        return (StateRepository) Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {StateRepository.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "isShared" -> true;
                    case "info" -> new RepositoryInfo("redis", name, location, place.info().encryption(), place.info().nearCache());
                    case "freeze" -> new HandOver.Remains();
                    case "thaw" -> null;
                    case "release" -> place.delete((StateKey) arguments[0], SessionEnd.Cause.UNKNOWN, (Deadline) arguments[1]);
                    default -> {
                        if (silent && name.equals("a")) {
                            throw new StateUnavailableException("nobody answers there");
                        }
                        try {
                            yield method.invoke(place, arguments);
                        } catch (InvocationTargetException e) {
                            throw e.getCause();
                        }
                    }
                });
    }

    @Test
    void sessionsStayIfAModuleMovesToTheSamePlaceUnderAnotherName() {
        List<SessionToken> tokens = fixture.started(plain, encrypted, 300);

        fixture.moveTo(encrypted);
        fixture.increment(tokens.get(0));
        fixture.awaitArrived();

        assertThat(tokens.subList(1, 300)).allSatisfy(token -> assertThat(fixture.n(token)).isZero());
        assertThat(fixture.n(tokens.get(0))).isEqualTo(1);
        assertThat(fixture.manager.count()).isEqualTo(300);
        assertThat(place.count("testlet", Deadline.after(Duration.ofSeconds(1)))).isZero();
    }

    /** It answers no more under the old name, and who does not know whether it is the same place takes nothing away. */
    @Test
    void whatCannotBeAskedYetIsAskedBeforeAnythingIsReleased() {
        List<SessionToken> tokens = fixture.started(plain, encrypted, 10);
        silent = true;
        fixture.moveTo(encrypted);
        Await.until("the carry-over pauses", () -> fixture.arrival().pause().isPresent());

        silent = false;
        fixture.awaitArrived();

        assertThat(tokens).allSatisfy(token -> assertThat(fixture.n(token)).isZero());
    }
}
