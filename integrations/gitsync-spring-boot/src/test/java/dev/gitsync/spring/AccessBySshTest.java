package dev.gitsync.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.model.Page;
import dev.gitsync.spring.ssh.SshServerLifecycle;
import dev.gitsync.sshkey.SshKey;
import dev.gitsync.sshkey.SshKeys;
import dev.gitsync.store.PageStore;
import dev.gitsync.tests.GitClient;
import dev.gitsync.tests.http.RawHttp;
import dev.gitsync.tests.ssh.ClientKey;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.URI;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;

/** OpenSSH's client against the application, whose database has the keys. */
class AccessBySshTest {
    @TempDir
    private Path home;

    private final TestApplication application = TestApplication.shared();
    private final SshKeys keys = application.bean(SshKeys.class);
    private final int port = application.bean(SshServerLifecycle.class).port();

    private SshKey register(String user, ClientKey key) {
        return keys.add(user, "laptop", key.publicLine());
    }

    private GitClient clone(ClientKey key) {
        key.git(home).ok("clone", "-q", "ssh://git@127.0.0.1:" + port + "/git/handbook.git", "handbook");
        return key.git(home).in("handbook");
    }

    @Test
    void pushesWithAKeyOfAnAccountAsItsUser() {
        ClientKey key = ClientKey.ed25519(home, "ada");
        register("ada", key);
        GitClient git = clone(key);
        git.commit("Keys.md", "# Keys\n");

        GitClient.Outcome push = git.run("push", "origin", "HEAD:main");

        assertThat(push.exitCode()).as(push.stderr()).isZero();
        assertThat(push.stderr()).contains("Keys");
        assertThat(application.bean(PageStore.class).pages(TestApplication.HANDBOOK, null, 100))
                .extracting(Page::content)
                .extracting(content -> content.title())
                .contains("Keys");
        assertThat(application.bean(Watched.class).seen()).contains("ada with [ROLE_EDITOR]");
        assertThat(application.bean(MeterRegistry.class).find("gitsync.pushes").meters())
                .isNotEmpty();
    }

    @Test
    void rightsAreThoseOfHttp() {
        ClientKey key = ClientKey.ed25519(home, "bob");
        register("bob", key);
        GitClient git = clone(key);
        git.commit("Bob.md", "Bob\n");

        GitClient.Outcome push = git.run("push", "origin", "HEAD:main");

        assertThat(push.exitCode()).isNotZero();
        assertThat(push.stderr()).contains("You may read this space, but not push to it.");
    }

    @Test
    void unknownKeyMayNotSignIn() {
        ClientKey key = ClientKey.ed25519(home, "stranger");

        assertThat(key.run(port).stderr()).contains("Permission denied (publickey)");
    }

    @Test
    void removedKeyEndsThePush() {
        ClientKey key = ClientKey.ed25519(home, "root");
        SshKey stored = register("root", key);
        GitClient git = clone(key);
        git.commit("Removed.md", "Removed\n");
        application.bean(Watched.class).beforePlan(() -> keys.remove("root", stored.id()));

        GitClient.Outcome push = git.run("push", "origin", "HEAD:main");

        assertThat(push.exitCode()).isNotZero();
        assertThat(push.stderr()).contains("you may not push to this space any more");
        assertThat(key.run(port).stderr()).contains("Permission denied (publickey)");
    }

    @Test
    void lockedUserMayNotSignIn() {
        InMemoryUserDetailsManager accounts = application.bean(InMemoryUserDetailsManager.class);
        accounts.createUser(
                User.withUsername("kim").password("{noop}kim").roles("EDITOR").build());
        ClientKey key = ClientKey.ed25519(home, "kim");
        register("kim", key);
        assertThat(key.run(port).stderr()).contains("Hello kim");

        accounts.updateUser(User.withUsername("kim")
                .password("{noop}kim")
                .roles("EDITOR")
                .accountLocked(true)
                .build());

        assertThat(key.run(port).stderr()).contains("Permission denied (publickey)");
    }

    @Test
    void healthShowsThePort() {
        URI server = URI.create(application.url("", ""));

        RawHttp.Response health =
                RawHttp.to(server, "GET", "/wiki/actuator/health/gitSyncSsh").send();

        assertThat(health.body()).contains("\"status\":\"UP\"", "\"port\":" + port);
    }
}
