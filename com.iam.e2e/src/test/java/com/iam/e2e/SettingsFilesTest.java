package com.iam.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import com.iam.state.testkit.Await;

/** Settings files as people, editors, tools and machines leave them. */
class SettingsFilesTest {

    private static final String LOGIN = "com.iam.state.manager-login.config";
    private static final Duration SOON = Duration.ofSeconds(20);

    /** @param content in ISO 8859-1, so that any byte can be in it */
    private record Wrong(String file, String content, String place, String reason) {
    }

    private static final List<Wrong> WRONG = List.of(
            new Wrong("com.iam.state.memory-a.config", "capacity=\"5\"\nCapacity=\"6\"\n", "line 2", "which line 1 has already with other capital letters"),
            new Wrong("com.iam.state.memory-b.config", "capacity=\"5\"\ncapacity=\"6\"\n", "line 2", "which line 1 has already"),
            new Wrong("com.iam.state.memory-c.config", "=\"6\"\n", "line 1", "a value without a key"),
            new Wrong("com.iam.state.memory-d.config", "<<<<<<< HEAD\ncapacity=\"5\"\n=======\n>>>>>>> b\n", "line 1", "a conflict that git has left"),
            new Wrong("com.iam.state.memory-e.config", "name=e\ncapacity=\"5\"\n", "line 1", "without quotes"),
            new Wrong("com.iam.state.memory-f.config", "capacity=\"5\n", "line 1", "quote is not closed"),
            new Wrong("com.iam.state.memory-g.config", "# caf\u00e9\n", "line 1", "is not UTF-8"),
            new Wrong("com.iam.state.memory-h.config", "\u00ff\u00fec\0", "the file", "is UTF-16"),
            new Wrong("com.iam.state.memory-i.config", "capacity=\"\0\"\n", "line 1", "U+0000"),
            new Wrong("com.iam.state.memory-j.config", "#" + "x".repeat(1 << 20), "the file", "is larger than"),
            new Wrong("com.iam.state.memory-k.config", "capacity=\"\"\n", "capacity", "is missing"),
            new Wrong("com.iam.state.memory-l.config", "capacity=\"$[env:IAM_NOT_THERE]\"\n", "capacity", "has no value"),
            new Wrong("com.iam.state.memory-m.config", "capacity=\"$[secret:target]\"\n", "capacity", "must be a whole number"),
            new Wrong("com.iam.state.memory-n.cfg", "capacity = \"5\"\n", "line 1", "a .cfg file has none"),
            new Wrong("com.iam.state.memory-o.config", "name=\"$[secret:target]\"\n", "name", "must not come from a secret"),
            new Wrong("com.iam.state.memory.config", "", "its file name", "needs a name"),
            new Wrong("com.iam.state.memmory-p.config", "", "its file name", "belongs to no bundle"),
            new Wrong("com.iam.main-old.config", "stateRepository.target=\"(name\\=old)\"\n", "its file name", "has a name"),
            new Wrong("com.iam.main.cfg", "stateRepository.target=(name=old)\n", "its file name", "has the same meaning as that of com.iam.main.config"),
            new Wrong("com.iam.users.jdbc-old.config", "jdbcUrl=\"jdbc:h2:mem:old\"\n", "its file name", "has a name"),
            new Wrong("com.iam.web.health.config", "requiredModules=[\"login\",\"Admin\"]\n", "requiredModules", "'Admin'"),
            new Wrong("com.iam.transactionapproval.application-x.config", "name=ebank\n.credential=\"hidden-credential-0123456789\"\n",
                    "line 1", "without quotes"),
            new Wrong("com.iam.adminapp.representation.config", "issuer=\"$[secret:target]\"\n.secretKey=\"$[secret:target]\"\n",
                    ".secretKey", "Base64"));

    @TempDir
    Path folder;

    @Test
    void whatIsWrongIsRefusedWithItsReasonAndChangesNothingElse() throws IOException {
        Client alice = new Client("/auth-login");
        Client admin = new Client("/auth-admin");
        try (Instance instance = start()) {
            alice.logIn(instance, "alice", Instance.PASSWORD);
            admin.logIn(instance, "admin", Instance.PASSWORD);
            instance.secret("target", "quoted-nowhere");
            Secrets.password("quoted-nowhere");
            Secrets.password("hidden-credential-0123456789");
            for (Wrong wrong : WRONG) {
                Files.write(conf(instance, wrong.file()), wrong.content().getBytes(StandardCharsets.ISO_8859_1));
            }
            instance.configure(LOGIN, "module=\"login\"", "sessionIdleTimeout=\"1234\"");

            Await.until("the good file among them counts", SOON, () -> idleTimeoutInMs(instance, admin) == 1_234_000);
            expectAll(instance, admin);
            assertThat(alice.session(instance).status()).isEqualTo(200);
            assertThat(instance.isReady()).isTrue();
            instance.stop();
        }
        try (Instance again = start()) {
            admin.logIn(again, "admin", Instance.PASSWORD);
            expectAll(again, admin);
            assertThat(module(again, admin, "login").path("target").asText()).isEqualTo("(state.repository=memory)");
            Files.delete(conf(again, "com.iam.main-old.config"));
            again.configure("com.iam.main.config", "stateRepository.target=\"(name\\=main)\"");
            Await.until("the right file still counts", SOON, () -> module(again, admin, "login").path("target").asText().equals("(name=main)"));
            for (Wrong wrong : WRONG) {
                Files.deleteIfExists(conf(again, wrong.file()));
            }
            Await.until("no problem is left", () -> admin.get(again, "/rest/state").body().findValues("reason").isEmpty());
        }
    }

    @Test
    void whatIsRightIsTakenHoweverItIsWrittenAndNobodyNotices() throws Exception {
        try (Instance instance = start()) {
            Client alice = new Client("/auth-login");
            alice.logIn(instance, "alice", Instance.PASSWORD);
            Client admin = new Client("/auth-admin");
            admin.logIn(instance, "admin", Instance.PASSWORD);
            Path file = conf(instance, LOGIN);
            AtomicInteger failures = new AtomicInteger();
            AtomicBoolean over = new AtomicBoolean();
            Thread requests = new Thread(() -> {
                while (!over.get()) {
                    failures.addAndGet(alice.session(instance).status() == 200 ? 0 : 1);
                }
            });
            requests.start();

            Files.writeString(file, "\uFEFFsessionIdleTimeout=\"1001\"\r\nmodule=\"login\"\r\n");
            expectIdleTimeout(instance, admin, 1001);

            FileTime time = Files.getLastModifiedTime(file);
            Files.writeString(file, "\uFEFFsessionIdleTimeout=\"1002\"\r\nmodule=\"login\"\r\n");
            Files.setLastModifiedTime(file, time);
            expectIdleTimeout(instance, admin, 1002);

            Path second = Files.createLink(folder.resolve("second"), file);
            Files.writeString(second, "module=\"login\"\nsessionIdleTimeout=\"1003\"\n");
            expectIdleTimeout(instance, admin, 1003);

            Path away = folder.resolve("away");
            Files.move(file, away);
            Thread.sleep(1000);
            Files.move(away, file);

            swap(file, "1", "module=\"login\"\nsessionIdleTimeout=\"1004\"\n");
            expectIdleTimeout(instance, admin, 1004);
            swap(file, "2", "module=\"login\"\nsessionIdleTimeout=\"1005\"\n");
            expectIdleTimeout(instance, admin, 1005);

            Files.delete(file);
            Files.writeString(file, "module=\"login\"\n");
            Thread.sleep(400);
            Files.writeString(file, "sessionIdleTimeout=\"1006\"\n", StandardOpenOption.APPEND);
            expectIdleTimeout(instance, admin, 1006);

            over.set(true);
            requests.join();
            assertThat(failures).hasValue(0);
            assertThat(instance.log()).doesNotContain("com.iam.configuration");
        }
    }

    @Test
    void aSecretIsTakenAsItIsAndAgainWhenItChanges() throws IOException {
        try (Redis redis = Redis.start(); Instance instance = start()) {
            Client admin = new Client("/auth-admin");
            redis.send("ACL", "SETUSER", "iam", "on", ">" + redis.password(), "~*", "&*", "+@all");
            Configurations.encryption(instance, Configurations.KEY);
            Configurations.redis(instance, redis, "username=\"iam\"");
            Configurations.repository(instance, "(state.repository=redis)");
            Await.until("the modules have moved", () -> instance.log().contains("Module login: bound to redis")
                    && instance.log().contains("Module admin: bound to redis"));
            admin.logIn(instance, "admin", Instance.PASSWORD);
            String secret = "redis-" + redis.port();
            String next = " top$[secret:rest]of$[it it's: {p\u00e4ss} ";
            Secrets.redisPassword(next.strip());

            redis.send("ACL", "SETUSER", "iam", ">" + next);
            long before = instance.logLength();
            instance.secret(secret, next + "\n");

            Await.until("the change is told", SOON, () -> instance.hasLogged("The secret " + secret + " has changed", before));
            Await.until("the new password is in use", SOON, () -> instance.hasLogged("Connected to", before));
            redis.send("ACL", "SETUSER", "iam", "<" + redis.password());
            redis.send("CLIENT", "KILL", "USER", "iam");
            Await.until("the session lives on", () -> admin.session(instance).status() == 200);

            instance.secret(secret, "\n");
            Await.until("an empty secret is refused", SOON, () -> admin.get(instance, "/rest/state").body().findValuesAsText("reason")
                    .stream().anyMatch(reason -> reason.contains("$[secret:" + secret + "] is empty")));
            assertThat(admin.session(instance).status()).isEqualTo(200);
            instance.secret(secret, next);
            Await.until("no problem is left", SOON, () -> admin.get(instance, "/rest/state").body().findValues("reason").isEmpty());
            assertThat(instance.log()).doesNotContain("top$[");
        }
    }

    private Instance start() {
        return Instance.start(folder.resolve("instance"), folder.resolve("work"));
    }

    private static Path conf(Instance instance, String file) {
        return instance.folder.resolve("conf").resolve(file);
    }

    /** As Kubernetes does with a ConfigMap. */
    private static void swap(Path file, String version, String content) throws IOException {
        Path versioned = Files.createDirectories(file.resolveSibling(".." + version)).resolve(file.getFileName());
        Files.writeString(versioned, content);
        Path link = Files.createSymbolicLink(file.resolveSibling("..next"), Path.of(".." + version));
        Files.move(link, file.resolveSibling("..data"), StandardCopyOption.ATOMIC_MOVE);
        if (!Files.isSymbolicLink(file)) {
            Path next = Files.createSymbolicLink(file.resolveSibling("..file"), Path.of("..data").resolve(file.getFileName()));
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
        }
    }

    private static void expectIdleTimeout(Instance instance, Client admin, int seconds) {
        Await.until("the idle timeout is " + seconds, SOON, () -> idleTimeoutInMs(instance, admin) == seconds * 1000L);
    }

    private static long idleTimeoutInMs(Instance instance, Client admin) {
        return module(instance, admin, "login").path("sessionIdleTimeoutInMs").asLong();
    }

    private static JsonNode module(Instance instance, Client admin, String name) {
        return admin.get(instance, "/rest/state").body().findParents("module").stream()
                .filter(each -> each.path("module").asText().equals(name) && each.has("target")).findFirst().orElseThrow();
    }

    private static void expectAll(Instance instance, Client admin) {
        for (Wrong wrong : WRONG) {
            Await.until(wrong.file() + ": " + wrong.place() + ": " + wrong.reason(), SOON, () -> admin.get(instance, "/rest/state").body()
                    .findParents("reason").stream().anyMatch(problem -> problem.path("file").asText().equals(wrong.file())
                            && problem.path("key").asText().equals(wrong.place()) && problem.path("reason").asText().contains(wrong.reason())));
            String line = wrong.file() + ": " + wrong.place() + ": ";
            assertThat(instance.log().lines().filter(each -> each.contains(line) && each.contains(wrong.reason()))).as(line).isNotEmpty();
        }
    }
}
