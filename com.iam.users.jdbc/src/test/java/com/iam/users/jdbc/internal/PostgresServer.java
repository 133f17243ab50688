package com.iam.users.jdbc.internal;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** A PostgreSQL server of the test's own: a free port on loopback, a temporary folder, gone afterwards. */
final class PostgresServer {

    private static final String MISSING = "PostgreSQL is not installed: apt-get install postgresql"
            + " (or put initdb and pg_ctl on the PATH)";
    private static final AtomicInteger DATABASES = new AtomicInteger();

    private final Path binaries;
    private final Path folder;
    private final int port;

    private PostgresServer(Path binaries, Path folder, int port) {
        this.binaries = binaries;
        this.folder = folder;
        this.port = port;
    }

    static PostgresServer start() throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("users-postgres");
        PostgresServer server = new PostgresServer(findBinaries(), folder, freePort());
        if (isRoot()) {
            server.execute(List.of("chown", "postgres", folder.toString()), false);
        }
        server.execute(List.of(server.binary("initdb"), "-D", server.data(), "-U", "postgres", "-A", "trust", "-N",
                "-E", "UTF8", "--locale=C"), true);
        server.resume();
        return server;
    }

    void resume() throws IOException, InterruptedException {
        execute(List.of(binary("pg_ctl"), "-D", data(), "-w", "-t", "30", "-l", folder.resolve("log").toString(), "-o",
                "-p " + port + " -F -c listen_addresses=127.0.0.1 -c unix_socket_directories=" + folder, "start"),
                true);
    }

    void halt() throws IOException, InterruptedException {
        execute(List.of(binary("pg_ctl"), "-D", data(), "-w", "-m", "immediate", "stop"), true);
    }

    /** The URL of a new, empty database. */
    String newDatabase() throws SQLException {
        String name = "users" + DATABASES.incrementAndGet();
        try (Connection connection = DriverManager.getConnection(url("postgres"), "postgres", "");
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + name);
        }
        return url(name);
    }

    /** As a provider makes it when the disk is full: new connections do not write; those that are there are cut. */
    void readOnly(String url, boolean on) throws SQLException {
        String name = url.substring(url.lastIndexOf('/') + 1);
        try (Connection connection = DriverManager.getConnection(url("postgres"), "postgres", "");
                Statement statement = connection.createStatement()) {
            statement.execute("ALTER DATABASE " + name + " SET default_transaction_read_only = " + (on ? "on" : "off"));
            if (on) {
                statement.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '" + name + "'");
            }
        }
    }

    /** Leaves nothing behind. */
    void stop() throws IOException, InterruptedException {
        halt();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private String url(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
    }

    private String data() {
        return folder.resolve("data").toString();
    }

    private String binary(String name) {
        return binaries.resolve(name).toString();
    }

    private void execute(List<String> command, boolean asPostgres) throws IOException, InterruptedException {
        List<String> all = new ArrayList<>();
        if (asPostgres && isRoot()) {
            // The server refuses to run as root.
            all.addAll(List.of("runuser", "-u", "postgres", "--"));
        }
        all.addAll(command);
        Path output = Files.createTempFile("users-postgres", ".out");
        try {
            Process process = new ProcessBuilder(all).directory(folder.toFile()).redirectErrorStream(true)
                    .redirectOutput(output.toFile()).start();
            if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
                process.destroyForcibly();
                throw new IOException(all + " failed: " + Files.readString(output));
            }
        } finally {
            Files.delete(output);
        }
    }

    private static Path findBinaries() throws IOException {
        List<Path> candidates = new ArrayList<>();
        for (String entry : System.getenv().getOrDefault("PATH", "").split(":")) {
            candidates.add(Path.of(entry));
        }
        Path debian = Path.of("/usr/lib/postgresql");
        if (Files.isDirectory(debian)) {
            try (DirectoryStream<Path> versions = Files.newDirectoryStream(debian)) {
                versions.forEach(version -> candidates.add(version.resolve("bin")));
            }
        }
        return candidates.stream().filter(path -> Files.isExecutable(path.resolve("initdb"))).findFirst()
                .orElseThrow(() -> new AssertionError(MISSING));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static boolean isRoot() {
        return "root".equals(System.getProperty("user.name"));
    }
}
