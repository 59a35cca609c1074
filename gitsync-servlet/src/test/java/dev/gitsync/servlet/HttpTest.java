package dev.gitsync.servlet;

import dev.gitsync.tests.GitClient;
import dev.gitsync.tests.http.RawHttp;
import dev.gitsync.tests.http.RawHttp.Response;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Starts a server at {@code /git} for every test, and sends the requests that many tests need. */
@EveryContainer
abstract class HttpTest {
    static final String FETCH_REFS = "/docs.git/info/refs?service=git-upload-pack";
    static final String PUSH_REFS = "/docs.git/info/refs?service=git-receive-pack";

    TestServer server;
    Path home;

    @BeforeEach
    void start(@TempDir Path served, @TempDir Path client) {
        server = TestServer.start(served);
        home = client;
    }

    @AfterEach
    void stop() {
        server.close();
    }

    RawHttp anonymous(String method, String below) {
        return server.request(method, below);
    }

    RawHttp as(String user, String method, String below) {
        return server.request(method, below).as(user, TestServer.PASSWORD);
    }

    Response get(String user, String below) {
        return as(user, "GET", below).send();
    }

    RawHttp post(String user, String service, byte[] body) {
        return as(user, "POST", "/docs.git/" + service).body("application/x-" + service + "-request", body);
    }

    /** Returns a clone of {@code docs} that has pushed one commit. */
    GitClient pushedClone() {
        GitClient.at(home).ok("clone", "-q", server.url("writer", "docs"), "docs");
        GitClient git = GitClient.at(home).in("docs");
        git.commit("Home.md", "Hello\n");
        git.ok("push", "-q", "origin", "HEAD:main");
        return git;
    }
}
