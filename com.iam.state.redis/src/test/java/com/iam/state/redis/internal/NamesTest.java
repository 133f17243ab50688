package com.iam.state.redis.internal;

import static com.iam.state.redis.internal.Fixture.soon;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.redisson.config.Config;

import com.iam.state.api.StateUnavailableException;
import com.iam.state.testkit.Await;
import com.iam.state.testkit.RedisServer;

/** Which address of a name is connected to. */
class NamesTest {

    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final Duration TRIAL = Duration.ofSeconds(1);

    @TempDir
    private Path folder;
    /** Nothing answers at 127.0.0.2 and 127.0.0.4. */
    private final RedisServer server = RedisServer.start("--bind", "127.0.0.1", "127.0.0.3", "127.0.0.5", "::1");
    private RedissonLink link;
    private Wires wires;

    @BeforeEach
    void connect() throws IOException {
        Files.writeString(hosts(), "");
        RedisSettings settings = Fixture.settings("redis://redis.test:" + server.port(), Map.of());
        Certificates certificates = new Certificates(settings.tls(), settings.location());
        link = new RedissonLink(() -> {
            Config config = ClientConfiguration.of(settings, certificates);
            return config.setAddressResolverGroupFactory(new Names(new HostsFile(Optional.of(hosts().toFile())), TRIAL, true));
        }, settings.location(), settings.responseTimeout(), settings.replication());
        wires = RedisStore.wires(settings, link, certificates);
    }

    @AfterEach
    void stop() {
        wires.close();
        link.close();
        server.close();
    }

    @Test
    void theSecondAddressIsTakenIfTheFirstIsDead() throws IOException {
        name("127.0.0.2", "127.0.0.3");
        awaitConnectionsTo("127.0.0.3");
    }

    @Test
    void anIpV6AddressIsTakenIfTheOtherOneIsDead() throws IOException {
        name("127.0.0.2", "::1");
        awaitConnectionsTo("[::1]");
    }

    @Test
    void aChangeOfTheHostsFileIsFollowed() throws IOException {
        name("127.0.0.3");
        awaitConnectionsTo("127.0.0.3");
        name("127.0.0.5");
        awaitConnectionsTo("127.0.0.5");
    }

    @Test
    void aNameWhoseAddressDiesMovesToAnotherOneOfIts() throws IOException {
        name("127.0.0.3", "127.0.0.5");
        awaitConnectionsTo("127.0.0.3");
        name("127.0.0.2", "127.0.0.5");
        awaitConnectionsTo("127.0.0.5");
    }

    private Path hosts() {
        return folder.resolve("hosts");
    }

    private void name(String... addresses) throws IOException {
        Path next = Files.write(folder.resolve("next"), List.of(addresses).stream().map(each -> each + " redis.test").toList());
        Files.move(next, hosts(), StandardCopyOption.REPLACE_EXISTING);
    }

    private void awaitConnectionsTo(String address) {
        Await.until("it is connected to " + address, LIMIT.plus(LIMIT), () -> answers() && clients("iam", address)
                && clients("iam-requests", address));
    }

    private boolean clients(String name, String address) {
        List<String> found = server.send("CLIENT", "LIST").lines().filter(line -> line.contains(" name=" + name + " ")).toList();
        return !found.isEmpty() && found.stream().allMatch(line -> line.contains("laddr=" + address + ":"));
    }

    private boolean answers() {
        try {
            assertThat(link.run(Script.NOW, List.of("iam:1:check:0"), List.of(), soon()).number(0)).isPositive();
            return true;
        } catch (StateUnavailableException e) {
            return false;
        }
    }
}
