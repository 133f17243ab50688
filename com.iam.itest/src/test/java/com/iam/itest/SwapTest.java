package com.iam.itest;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertSame;
import static org.junit.Assert.assertTrue;
import static org.ops4j.pax.exam.CoreOptions.frameworkProperty;
import static org.ops4j.pax.exam.CoreOptions.options;

import java.util.Arrays;
import java.util.Collection;
import java.util.Hashtable;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

import javax.inject.Inject;

import org.junit.After;
import org.junit.Before;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerMethod;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.service.cm.ConfigurationAdmin;

import com.iam.configuration.ConfigurationProblem;
import com.iam.state.api.Change;
import com.iam.state.api.Session;
import com.iam.state.api.SessionOutcome.Live;
import com.iam.state.api.SessionState;
import com.iam.state.api.SessionToken;
import com.iam.state.api.StateManager;
import com.iam.state.api.admin.RepositoryInfo;
import com.iam.state.api.admin.SessionAdministration;
import com.iam.state.testkit.Await;
import com.iam.state.testkit.RedisServer;

/** What a module sees while its repository and the encryption move under it, in a real framework. */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerMethod.class)
public class SwapTest {

    private static final String KEY_A = "MDEyMzQ1Njc4OWFiY2RlZg==";
    private static final String KEY_B = "ZmVkY2JhOTg3NjU0MzIxMA==";

    @Inject
    private BundleContext context;
    @Inject
    private ConfigurationAdmin configurations;
    private StateManager manager;

    @Configuration
    public static Option[] distribution() {
        RedisServer redis = RedisServer.start();
        Runtime.getRuntime().addShutdownHook(new Thread(redis::close));
        return options(Distribution.option(), frameworkProperty("itest.redis").value(redis.uri()));
    }

    @Before
    public void inMemory() throws Exception {
        configure("com.iam.state.memory~main", Map.of("capacity", "1000"));
        configure("com.iam.main", Map.of("stateRepository.target", "(state.repository=memory)"));
        configure("com.iam.state.manager~login", Map.of("module", "login", "swapWaitInMs", "4000", "operationTimeoutInMs", "8000"));
        Await.until("the module has a state manager that serves", () -> {
            ServiceReference<StateManager> reference = context.getServiceReference(StateManager.class);
            manager = reference == null ? null : context.getService(reference);
            return manager != null && kind().equals("memory");
        });
    }

    @After
    public void noProblemIsLeft() throws Exception {
        Await.until("no configuration problem is left", () -> problems().isEmpty());
    }

    @Test
    public void sessionsMoveToRedisAndBackBehindTheSameManager() throws Exception {
        SessionToken token = started();
        StateManager before = manager;

        configure("com.iam.state.crypto.aes128gcm~main", Map.of(".secretKey", KEY_A));
        redis("(state.encryption=aes128gcm)");
        repository("(state.repository=redis)");
        Await.until("the module is bound to Redis", () -> kind().equals("redis"));
        increment(token);
        assertEquals(1, n(token));

        configure("com.iam.main", Map.of("stateRepository.target", "(state.repository=memory)", "leaveSharedRepository", "true"));
        Await.until("the module is bound to memory", () -> kind().equals("memory"));
        assertEquals(1, n(token));
        assertSame(before, context.getService(context.getServiceReference(StateManager.class)));
    }

    @Test
    public void noCallFailsWhileProvidersAreStoppedAndStarted() throws Exception {
        configure("com.iam.state.crypto.aes128gcm~main", Map.of(".secretKey", KEY_A));
        redis("(state.encryption=aes128gcm)");
        repository("(state.repository=redis)");
        Await.until("the module is bound to Redis", () -> kind().equals("redis"));
        SessionToken token = started();
        AtomicLong acknowledged = new AtomicLong();
        AtomicBoolean stop = new AtomicBoolean();
        CompletableFuture<Void> writer = CompletableFuture.runAsync(() -> {
            while (!stop.get()) {
                increment(token);
                acknowledged.incrementAndGet();
            }
        });

        for (String name : new String[] {"com.iam.state.crypto", "com.iam.state.redis", "com.iam.state.memory"}) {
            Bundle bundle = bundle(name);
            bundle.stop();
            bundle.start();
            long seen = acknowledged.get();
            Await.until("writes go on after " + name, () -> acknowledged.get() > seen + 20 || writer.isDone());
        }
        stop.set(true);
        writer.join();
        assertEquals(acknowledged.get(), n(token));
    }

    @Test
    public void anEncryptionThatCannotOpenWhatIsThereIsNotAdopted() throws Exception {
        configure("com.iam.state.crypto.aes128gcm~main", Map.of(".secretKey", KEY_A));
        redis("(state.encryption=aes128gcm)");
        repository("(state.repository=redis)");
        Await.until("the module is bound to Redis", () -> kind().equals("redis"));
        SessionToken token = started();

        configure("com.iam.state.crypto.aes128gcm~main", Map.of(".secretKey", KEY_B));
        Await.until("the settings that were changed are refused", () -> problems().stream().anyMatch(p -> p.key().equals(".enabledKeys")
                && p.file().contains("aes128gcm")));
        assertEquals(0, n(token));

        configure("com.iam.state.crypto.aes128gcm~main", Map.of(".secretKey", KEY_B, ".enabledKeys", new String[] {KEY_A}));
        Await.until("the new key seals", () -> primaryAndEnabled() == 2);
        increment(token);
        assertEquals(1, n(token));
    }

    @Test
    public void ofTwoSettingsForAModuleTheSecondWaitsUntilTheFirstHasGone() throws Exception {
        configure("com.iam.state.manager~again", Map.of("module", "login", "sessionIdleTimeout", "77"));
        Await.until("the second is refused", () -> problems().stream().anyMatch(problem -> problem.key().equals("module")
                && problem.reason().contains("com.iam.state.manager~login")));
        assertEquals(1, context.getServiceReferences(StateManager.class, "(module=login)").size());
        assertEquals(1800, manager.timeouts().idle().toSeconds());

        configurations.getFactoryConfiguration("com.iam.state.manager", "login", "?").delete();

        Await.until("the second makes the state manager", () -> {
            ServiceReference<StateManager> next = context.getServiceReference(StateManager.class);
            return next != null && context.getService(next).timeouts().idle().toSeconds() == 77;
        });
    }

    @Test
    public void withoutMainSettingsTheSessionsStayInRedisUntilLeavingItIsConfirmed() throws Exception {
        configure("com.iam.state.crypto.aes128gcm~main", Map.of(".secretKey", KEY_A));
        redis("(state.encryption=aes128gcm)");
        repository("(state.repository=redis)");
        Await.until("the module is bound to Redis", () -> kind().equals("redis"));
        SessionToken token = started();
        StateManager before = manager;

        configurations.getConfiguration("com.iam.main", "?").delete();
        Await.until("confirmation is asked for", () -> problems().stream().anyMatch(p -> p.reason().contains("leaveSharedRepository")));
        assertEquals("redis", kind());
        assertEquals(0, n(token));

        configure("com.iam.main", Map.of("leaveSharedRepository", "true"));
        Await.until("the module is bound to memory", () -> kind().equals("memory"));
        assertEquals(0, n(token));
        assertSame(before, context.getService(context.getServiceReference(StateManager.class)));
    }

    private SessionToken started() {
        return manager.start(SessionState.EMPTY.withSubject("alice").with("n", 0)).token();
    }

    private void increment(SessionToken token) {
        assertTrue(manager.update(token, state -> Change.to(state.with("n", state.int64("n").orElseThrow() + 1)))
                instanceof Live);
    }

    private long n(SessionToken token) {
        return ((Live<Session>) manager.resume(token)).value().state().int64("n").orElseThrow();
    }

    private SessionAdministration administration() {
        return context.getService(context.getServiceReference(SessionAdministration.class));
    }

    private String kind() {
        return administration().status().repository().map(RepositoryInfo::kind).orElse("none");
    }

    private long primaryAndEnabled() {
        return administration().status().repository().flatMap(RepositoryInfo::encryption)
                .map(encryption -> encryption.keys().stream().filter(key -> key.opens()).count()).orElse(0L);
    }

    private Collection<ConfigurationProblem> problems() {
        try {
            return context.getServiceReferences(ConfigurationProblem.class, null).stream().map(context::getService).toList();
        } catch (org.osgi.framework.InvalidSyntaxException e) {
            throw new AssertionError(e);
        }
    }

    private Bundle bundle(String name) {
        return Arrays.stream(context.getBundles()).filter(each -> name.equals(each.getSymbolicName())).findFirst().orElseThrow();
    }

    private void redis(String encryption) throws Exception {
        configure("com.iam.state.redis~main", Map.of("redisUri", context.getProperty("itest.redis"),
                "encryption.target", encryption, "namespace", "itest"));
    }

    private void repository(String filter) throws Exception {
        configure("com.iam.main", Map.of("stateRepository.target", filter));
    }

    private void configure(String pid, Map<String, Object> properties) throws Exception {
        int factory = pid.indexOf('~');
        org.osgi.service.cm.Configuration configuration = factory < 0
                ? configurations.getConfiguration(pid, "?")
                : configurations.getFactoryConfiguration(pid.substring(0, factory), pid.substring(factory + 1), "?");
        configuration.update(new Hashtable<>(properties));
    }
}
