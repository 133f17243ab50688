package com.iam.benchmarks.contender;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.startup.Tomcat;
import org.redisson.tomcat.RedissonSession;
import org.redisson.tomcat.RedissonSessionManager;

import com.iam.state.testkit.RedisEndpoint;

/**
 * Redisson's session manager for Tomcat: read mode REDIS, with which instances need no stickiness, and update mode
 * DEFAULT. A request finds its session as Tomcat does and reads one attribute; the two further look-ups of its valve are
 * left out, which spares it up to eight trips.
 */
public final class RedissonTomcat implements Contender<String> {

    private final Path folder;
    private final Tomcat tomcat = new Tomcat();
    private final RedissonSessionManager manager = new RedissonSessionManager();

    RedissonTomcat(RedisEndpoint redis) {
        try {
            folder = Files.createTempDirectory("iam-tomcat");
            Path config = Files.writeString(folder.resolve("redisson.yaml"),
                    "singleServerConfig: {address: '" + redis.uri() + "'}\n");
            manager.setConfigPath(config.toString());
            manager.setReadMode("REDIS");
            manager.setUpdateMode("DEFAULT");
            tomcat.setBaseDir(folder.toString());
            tomcat.setSilent(true);
            Context context = tomcat.addContext("", folder.toString());
            context.setSessionTimeout((int) Sample.IDLE_TIMEOUT.toMinutes());
            context.setManager(manager);
            tomcat.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (LifecycleException e) {
            throw new IllegalStateException("Tomcat does not start", e);
        }
    }

    @Override
    public String create(String user) {
        RedissonSession session = (RedissonSession) manager.createSession(null);
        Sample.attributes().forEach(session::setAttribute);
        return session.getId();
    }

    @Override
    public void read(String id) {
        request(id, session -> { });
    }

    @Override
    public void write(String id, String value) {
        request(id, session -> session.setAttribute(Sample.CHANGING, value));
    }

    @Override
    public void delete(String id) {
        find(id).expire();
    }

    @Override
    public void close() {
        try {
            tomcat.stop();
            tomcat.destroy();
            Folders.delete(folder);
        } catch (LifecycleException e) {
            throw new IllegalStateException("Tomcat does not stop", e);
        }
    }

    private void request(String id, Consumer<RedissonSession> change) {
        RedissonSession session = find(id);
        session.access();
        session.startUsage();
        if (session.getAttribute(Sample.CHANGING) == null) {
            throw new IllegalStateException("the state is gone");
        }
        change.accept(session);
        session.endUsage();
        session.endAccess();
    }

    private RedissonSession find(String id) {
        try {
            return (RedissonSession) manager.findSession(id);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
