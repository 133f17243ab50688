package com.iam.e2e;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import com.iam.state.testkit.RedisMonitor;
import com.iam.state.testkit.RedisServer;

/**
 * A Redis with a password, whose every command is recorded with MONITOR from its start on, unless that is stopped; what it was told before it
 * was listened to again after a restart, some milliseconds, is not. When it is closed, the recording and a dump of all
 * that it holds, of whatever type, are searched for {@linkplain Leaks leaks}. Of one that was killed before only the recording is.
 */
final class Redis implements AutoCloseable {

    private record Recording(RedisMonitor monitor, boolean isPlain) {
    }

    private final RedisServer server;
    private final String password;
    private final List<Recording> recordings = new ArrayList<>();
    private boolean plain;
    private boolean running = true;
    private boolean recorded = true;

    private Redis(RedisServer server, String password) {
        this.server = server;
        this.password = password;
    }

    /** @param options as on the command line of {@code redis-server} */
    static Redis start(String... options) {
        String password = Secrets.newRedisPassword();
        RedisServer server = RedisServer.start(Stream.concat(Stream.of("--requirepass", password), Stream.of(options))
                .toArray(String[]::new)).signIn("default", password);
        Redis redis = new Redis(server, password);
        redis.record();
        return redis;
    }

    /** Ends the recording, which costs as much as Redis itself: for what is about many requests. */
    void stopRecording() {
        recordings.forEach(recording -> recording.monitor().stop());
        recorded = false;
    }

    /** From now on state is sent here unencrypted, on purpose: names and attributes are no leak, all else is. */
    void expectPlainState() {
        plain = true;
        record();
    }

    /** From now on nothing may be readable, and nothing that is may be left at the end. */
    void expectNoPlainState() {
        plain = false;
        record();
    }

    private void record() {
        recordings.add(new Recording(RedisMonitor.of(server), plain));
        if (recordings.size() > 1) {
            recordings.get(recordings.size() - 2).monitor().stop();
        }
    }

    String uri() {
        return server.uri();
    }

    int port() {
        return server.port();
    }

    String password() {
        return password;
    }

    String send(String... command) {
        return server.send(command);
    }

    /** Each byte as one character. */
    String dump() {
        return new String(server.dump(), StandardCharsets.ISO_8859_1);
    }

    /** Saves the data and stops. */
    void stop() {
        server.stop();
        running = false;
    }

    void kill() {
        server.kill();
        running = false;
    }

    /** Keeps the connections open and answers nothing until {@link #resume()}. */
    void pause() {
        server.pause();
    }

    void resume() {
        server.resume();
    }

    void startAgain() {
        server.startAgain();
        running = true;
        if (recorded) {
            record();
        }
    }

    @Override
    public void close() {
        try (server) {
            if (running) {
                Leaks.search(plain ? Place.PLAIN_REDIS : Place.REDIS, "the dump of Redis", new ByteArrayInputStream(server.dump()));
            }
        } catch (UncheckedIOException e) {
            Leaks.report("the dump of Redis could not be searched: " + e);
        }
        for (Recording recording : recordings) {
            try (RedisMonitor monitor = recording.monitor()) {
                monitor.stop();
                Leaks.search(recording.isPlain() ? Place.PLAIN_REDIS : Place.REDIS, "what Redis was told", monitor.open());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
