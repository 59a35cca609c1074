package dev.gitsync.benchmarks.side;

import dev.gitsync.benchmarks.client.Command;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.concurrent.TimeUnit;

/** The other side: {@code git http-backend} behind Apache httpd, with a password, as the manual of git sets it up. */
public final class PlainGit implements Site {
    private static final Path APACHE = Path.of("/usr/sbin/apache2");
    private static final Path MODULES = Path.of("/usr/lib/apache2/modules");
    private static final String CONFIG = """
            ServerRoot "@DIR@"
            ServerName 127.0.0.1
            Listen 127.0.0.1:@PORT@
            PidFile "@DIR@/pid"
            ErrorLog "@DIR@/error.log"
            LogLevel warn
            KeepAlive On
            LimitRequestBody 0
            LoadModule mpm_event_module @MODULES@/mod_mpm_event.so
            LoadModule authn_core_module @MODULES@/mod_authn_core.so
            LoadModule authn_file_module @MODULES@/mod_authn_file.so
            LoadModule authz_core_module @MODULES@/mod_authz_core.so
            LoadModule authz_user_module @MODULES@/mod_authz_user.so
            LoadModule auth_basic_module @MODULES@/mod_auth_basic.so
            LoadModule alias_module @MODULES@/mod_alias.so
            LoadModule env_module @MODULES@/mod_env.so
            LoadModule setenvif_module @MODULES@/mod_setenvif.so
            LoadModule cgid_module @MODULES@/mod_cgid.so
            ScriptSock "@DIR@/cgid.sock"
            @USER@
            SetEnv GIT_PROJECT_ROOT "@DIR@/repositories"
            SetEnv GIT_HTTP_EXPORT_ALL
            SetEnv HOME "@DIR@"
            SetEnv GIT_CONFIG_NOSYSTEM 1
            SetEnvIf Git-Protocol ".*" GIT_PROTOCOL=$0
            ScriptAlias /git/ @BACKEND@/
            <Location /git/>
              AuthType Basic
              AuthName wiki
              AuthBasicProvider file
              AuthUserFile "@DIR@/users"
              Require valid-user
            </Location>
            """;

    private final Process process;
    private final Path folder;
    private final int port;

    private PlainGit(Process process, Path folder, int port) {
        this.process = process;
        this.folder = folder;
        this.port = port;
    }

    /**
     * Starts a server over an empty folder.
     *
     * @throws IllegalStateException when there is no Apache httpd here; the message says how to get it
     */
    public static PlainGit start(Path folder) {
        if (!Files.isExecutable(APACHE)) {
            throw new IllegalStateException(
                    "Plain git is served by Apache httpd, which is not here: apt-get install apache2-bin");
        }
        try {
            Files.createDirectories(folder.resolve("repositories"));
            int port = freePort();
            Files.writeString(folder.resolve("users"), USER + ":{SHA}" + sha1(PASSWORD) + "\n");
            Files.writeString(
                    folder.resolve("httpd.conf"),
                    CONFIG.replace("@DIR@", folder.toString())
                            .replace("@PORT@", Integer.toString(port))
                            .replace("@MODULES@", MODULES.toString())
                            .replace("@USER@", isRoot() ? "User www-data\nGroup www-data" : "")
                            .replace("@BACKEND@", backend()));
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
            Process process = new ProcessBuilder(
                            APACHE.toString(),
                            "-f",
                            folder.resolve("httpd.conf").toString(),
                            "-DFOREGROUND")
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("apache.out").toFile())
                    .start();
            PlainGit site = new PlainGit(process, folder, port);
            site.awaitAnswer();
            return site;
        } catch (IOException e) {
            throw new UncheckedIOException("Apache httpd could not be started", e);
        }
    }

    /** Makes a repository that has what another one has, repacked as {@code git gc} does. */
    public void create(String space, String sourceUrl) {
        Path repository = folder.resolve("repositories").resolve(space + ".git");
        Command.delete(repository);
        Command.git("clone", "-q", "--bare", sourceUrl, repository.toString()).run();
        Command.git("remote", "remove", "origin").in(repository).run();
        Command.git("config", "http.receivepack", "true").in(repository).run();
        Command.git("repack", "-q", "-a", "-d", "-b").in(repository).run();
        giveToServer(repository);
    }

    /**
     * Makes a repository that has nothing, with the branch {@code main}. It checks received objects, as the servers of GitHub and GitLab
     * do, and as ours does.
     */
    public void createEmpty(String space) {
        Path repository = folder.resolve("repositories").resolve(space + ".git");
        Command.delete(repository);
        Command.git("init", "-q", "--bare", "-b", "main", repository.toString()).run();
        Command.git("config", "http.receivepack", "true").in(repository).run();
        Command.git("config", "receive.fsckObjects", "true").in(repository).run();
        giveToServer(repository);
    }

    /** Deletes a repository. */
    public void remove(String space) {
        Command.delete(folder.resolve("repositories").resolve(space + ".git"));
    }

    private static void giveToServer(Path repository) {
        if (isRoot()) {
            Command.of("chown", "-R", "www-data:www-data", repository.toString())
                    .run();
        }
    }

    private static String backend() {
        return Command.git("--exec-path").run().strip() + "/git-http-backend";
    }

    private static boolean isRoot() {
        return System.getProperty("user.name").equals("root");
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static String sha1(String password) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-1").digest(password.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private void awaitAnswer() throws IOException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (System.nanoTime() < end && process.isAlive()) {
            try {
                HttpURLConnection connection = (HttpURLConnection)
                        URI.create("http://127.0.0.1:" + port + "/git/").toURL().openConnection();
                if (connection.getResponseCode() == HttpURLConnection.HTTP_UNAUTHORIZED) {
                    return;
                }
            } catch (ConnectException e) {
                Thread.onSpinWait(); // not yet
            }
        }
        try (InputStream out = Files.newInputStream(folder.resolve("apache.out"))) {
            throw new IllegalStateException(
                    "Apache httpd did not start: " + new String(out.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    @Override
    public String url(String space) {
        return "http://" + USER + ":" + PASSWORD + "@127.0.0.1:" + port + "/git/" + space + ".git";
    }

    @Override
    public String label() {
        return "plain git";
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
