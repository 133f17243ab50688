package com.iam.state.core.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import com.iam.state.api.SessionOutcome.Gone;
import com.iam.state.api.SessionOutcome.Reason;
import com.iam.state.api.SessionToken;
import com.iam.state.api.SessionUnreadableException;
import com.iam.state.api.StateKey;
import com.iam.state.api.Unreadable;
import com.iam.state.api.provider.HandOver;
import com.iam.state.api.provider.LoadOutcome;
import com.iam.state.api.provider.StateRepository;

/** Sessions whose key is not there at the moment. */
class UnreadableSessionTest {

    private final SwitchFixture fixture = new SwitchFixture();
    private final StateRepository a = SwitchFixture.memory("a");
    private final StateRepository b = SwitchFixture.memory("b");
    private final Set<String> unreadable = ConcurrentHashMap.newKeySet();

    @AfterEach
    void stop() {
        fixture.close();
    }

    private StateRepository closed(StateRepository behind) {
        return (StateRepository) Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {StateRepository.class},
                (proxy, method, arguments) -> {
                    boolean reading = method.getName().equals("load") || method.getName().equals("peek");
                    if (reading && unreadable.contains(((StateKey) arguments[0]).storageId())) {
                        return new LoadOutcome.Refused(Unreadable.UNKNOWN_KEY);
                    }
                    try {
                        Object result = method.invoke(behind, arguments);
                        return method.getName().equals("freeze") ? new HandOver.Remains() : result;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    @Test
    void itIsAnOutageForItsRequestsAndCanBeEnded() {
        SessionToken token = fixture.started(closed(a), b, 1).get(0);
        unreadable.add(token.storageId());

        assertThatExceptionOfType(SessionUnreadableException.class).isThrownBy(() -> fixture.manager.resume(token));
        fixture.manager.end(token);
        unreadable.clear();
        assertThat(fixture.manager.resume(token)).isEqualTo(new Gone<>(Reason.ABSENT));
    }

    @Test
    void itCanBeEndedWhereItCannotBeCarriedOver() {
        SessionToken token = fixture.started(closed(a), b, 1).get(0);
        unreadable.add(token.storageId());
        fixture.moveTo(b);

        assertThatExceptionOfType(SessionUnreadableException.class).isThrownBy(() -> fixture.manager.resume(token));
        fixture.manager.end(token);
        fixture.awaitArrived();
        unreadable.clear();
        assertThat(fixture.manager.resume(token)).isEqualTo(new Gone<>(Reason.ABSENT));
    }
}
