package dev.gitsync.tests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;

/**
 * Bare repositories behind Apache httpd and {@code git http-backend}, on two ports of the loopback address: one
 * without and one with TLS. Paths below {@code /git/} need a user and a password. Below {@code /open/}, the same
 * repositories need no credentials for reading and writing; the same applies to {@code /old/}, with version 0 of the
 * protocol. {@code /moved/} redirects to {@code /git/}.
 */
public final class ApacheGit implements AutoCloseable {
    /** The user with all rights. */
    public static final String USER = "mirror";
    /** The password of the user. */
    public static final String PASSWORD = "s3cret-pässword";

    private static final long TIMEOUT_SECONDS = 20;
    private static final Path APACHE = Path.of("/usr/sbin/apache2");
    private static final Path MODULES = Path.of("/usr/lib/apache2/modules");
    private static final List<String> LOADED = List.of(
            "mpm_event",
            "authn_core",
            "authn_file",
            "authz_core",
            "authz_user",
            "auth_basic",
            "alias",
            "env",
            "setenvif",
            "cgid",
            "ssl");
    private static final String CONFIG = """
            ServerRoot "@DIR@"
            ServerName localhost
            Listen 127.0.0.1:@PORT@
            Listen 127.0.0.1:@TLS@
            PidFile "@DIR@/pid"
            ErrorLog "@DIR@/error.log"
            KeepAlive On
            StartServers 1
            ThreadsPerChild 16
            MaxRequestWorkers 16
            ServerLimit 1
            ScriptSock "@DIR@/cgid.sock"
            @USER@
            SetEnv GIT_PROJECT_ROOT "@DIR@/repositories"
            SetEnv GIT_HTTP_EXPORT_ALL
            SetEnv HOME "@DIR@"
            SetEnv GIT_CONFIG_NOSYSTEM 1
            SetEnv GIT_CONFIG_COUNT 2
            SetEnv GIT_CONFIG_KEY_0 safe.directory
            SetEnv GIT_CONFIG_VALUE_0 *
            SetEnv GIT_CONFIG_KEY_1 core.fsync
            SetEnv GIT_CONFIG_VALUE_1 none
            SetEnvIf Git-Protocol ".*" GIT_PROTOCOL=$0
            ScriptAlias /git/ "@BACKEND@/"
            ScriptAlias /open/ "@BACKEND@/"
            ScriptAlias /old/ "@BACKEND@/"
            SetEnvIf Request_URI "^/old/" !GIT_PROTOCOL
            Redirect 302 /moved/ /git/
            <Location /git/>
              AuthType Basic
              AuthName wiki
              AuthBasicProvider file
              AuthUserFile "@DIR@/users"
              Require valid-user
            </Location>
            <VirtualHost 127.0.0.1:@TLS@>
              SSLEngine on
              SSLCertificateFile "@DIR@/certificate.pem"
              SSLCertificateKeyFile "@DIR@/key.pem"
            </VirtualHost>
            """;

    private Process process;
    private final Path folder;
    private final int port;
    private final int tlsPort;

    private ApacheGit(Process process, Path folder, int port, int tlsPort) {
        this.process = process;
        this.folder = folder;
        this.port = port;
        this.tlsPort = tlsPort;
    }

    /** Returns whether Apache httpd is on this machine. */
    public static boolean isAvailable() {
        return Files.isExecutable(APACHE) && Files.exists(MODULES.resolve("mod_ssl.so"));
    }

    /** Starts a server without repositories. */
    public static ApacheGit start() {
        try {
            Path folder = Files.createTempDirectory("apache-git");
            Files.createDirectories(folder.resolve("repositories"));
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
            int port = freePort();
            int tlsPort = freePort();
            Files.writeString(folder.resolve("users"), USER + ":{SHA}" + sha1(PASSWORD) + "\n");
            TlsCertificate.create(folder);
            Files.writeString(folder.resolve("httpd.conf"), config(folder, port, tlsPort));
            ApacheGit server = new ApacheGit(httpd(folder), folder, port, tlsPort);
            server.awaitListening();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException("Apache httpd could not be started", e);
        }
    }

    private static Process httpd(Path folder) throws IOException {
        return run(folder, APACHE.toString(), "-f", folder + "/httpd.conf", "-DFOREGROUND");
    }

    /** Returns the processes that work for Apache, among them those of git. */
    public Stream<ProcessHandle> workers() {
        return process.descendants();
    }

    /** Kills Apache and all its processes, and starts it again on the same ports. */
    public void killAndRestart() {
        List<ProcessHandle> all =
                Stream.concat(Stream.of(process.toHandle()), workers()).toList();
        all.forEach(ProcessHandle::destroyForcibly);
        all.forEach(one -> one.onExit().join());
        try {
            Files.deleteIfExists(folder.resolve("pid"));
            process = httpd(folder);
            awaitListening();
        } catch (IOException e) {
            throw new UncheckedIOException("Apache httpd could not be started again", e);
        }
    }

    private static String config(Path folder, int port, int tlsPort) {
        StringBuilder config = new StringBuilder();
        for (String module : LOADED) {
            config.append("LoadModule %s_module %s/mod_%s.so\n".formatted(module, MODULES, module));
        }
        return config.append(CONFIG)
                .toString()
                .replace("@DIR@", folder.toString())
                .replace("@PORT@", Integer.toString(port))
                .replace("@TLS@", Integer.toString(tlsPort))
                .replace(
                        "@USER@", System.getProperty("user.name").equals("root") ? "User www-data\nGroup www-data" : "")
                .replace("@BACKEND@", GitClient.at(folder).ok("--exec-path") + "/git-http-backend");
    }

    private static Process run(Path folder, String... command) throws IOException {
        return new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("output").toFile())
                .start();
    }

    private static int waitFor(Process process) {
        try {
            if (process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
                return process.exitValue();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        process.destroyForcibly();
        return -1;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static String sha1(String password) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-1").digest(password.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(hash);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private void awaitListening() throws IOException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(TIMEOUT_SECONDS);
        while (System.nanoTime() < end && process.isAlive()) {
            try {
                new Socket(InetAddress.getLoopbackAddress(), tlsPort).close();
                return;
            } catch (IOException e) {
                Thread.onSpinWait(); // not yet
            }
        }
        throw new IllegalStateException("Apache httpd did not start: " + Files.readString(folder.resolve("output")));
    }

    /** Creates an empty bare repository whose HEAD is {@code main}, and returns real git in it. */
    public GitClient create(String name) {
        GitClient git = GitClient.at(folder.resolve("repositories"));
        git.ok("init", "-q", "--bare", "--shared=0666", "-b", "main", name + ".git");
        GitClient repository = git.in(name + ".git");
        repository.ok("config", "http.receivepack", "true");
        return repository;
    }

    /** Returns the folder of a repository. */
    public Path repository(String name) {
        return folder.resolve("repositories").resolve(name + ".git");
    }

    /** Makes a repository of the name one that can be read but not written. */
    public void archive(String name) {
        GitClient.at(repository(name)).ok("config", "http.receivepack", "false");
    }

    /** Returns the URL of a repository, which needs the user and the password. */
    public String url(String name) {
        return "http://127.0.0.1:" + port + "/git/" + name + ".git";
    }

    /** Returns the URL of a repository that needs no credentials. */
    public String openUrl(String name) {
        return "http://127.0.0.1:" + port + "/open/" + name + ".git";
    }

    /** Returns the URL of a repository that needs no credentials, and is served with version 0 of the protocol. */
    public String oldUrl(String name) {
        return "http://127.0.0.1:" + port + "/old/" + name + ".git";
    }

    /** Returns a URL that redirects to {@link #url}. */
    public String movedUrl(String name) {
        return "http://127.0.0.1:" + port + "/moved/" + name + ".git";
    }

    /** Returns the URL of a repository with TLS, which needs the user and the password; the certificate is for {@code host} if that is {@code localhost}. */
    public String tlsUrl(String host, String name) {
        return "https://" + host + ":" + tlsPort + "/git/" + name + ".git";
    }

    /** Returns a context that trusts the certificate of this server, and no other. */
    public SSLContext trusting() {
        return TlsCertificate.trusting(folder.resolve(TlsCertificate.FILE));
    }

    @Override
    public void close() {
        process.destroy();
        waitFor(process);
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
