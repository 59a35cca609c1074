package dev.gitsync.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.gitsync.access.Access;
import dev.gitsync.access.SpaceAccess;
import dev.gitsync.access.WikiUser;
import dev.gitsync.limits.ServerLimits;
import dev.gitsync.model.Person;
import dev.gitsync.model.Space;
import dev.gitsync.model.SpaceId;
import dev.gitsync.push.PushValidator;
import dev.gitsync.repository.InMemoryRepositoryStore;
import dev.gitsync.spring.ssh.SshServerLifecycle;
import dev.gitsync.ssh.identity.SshAuthenticator;
import dev.gitsync.ssh.identity.StoredKeyAuthenticator;
import dev.gitsync.sshkey.InMemorySshKeyStore;
import dev.gitsync.sshkey.SshKeys;
import dev.gitsync.testkit.InMemoryPageStore;
import dev.gitsync.tests.GitClient;
import dev.gitsync.tests.ssh.ClientKey;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** An application without a web server, with its own limits, key store and accounts, which stops amid a push over SSH. */
class SshStopTest {
    private static final Space DOCS = new Space(new SpaceId("docs"), "", "docs");

    @TempDir
    private Path home;

    private ConfigurableApplicationContext start() {
        SpringApplication application = new SpringApplication(Wiki.class);
        application.setWebApplicationType(WebApplicationType.NONE);
        application.setDefaultProperties(Map.of(
                "spring.main.banner-mode", "off",
                "logging.level.root", "warn",
                "spring.autoconfigure.exclude", ForgedInputTest.DATA_SOURCES,
                "gitsync.spaces", "docs",
                "gitsync.settings.poll-interval-ms", "1h",
                "gitsync.ssh.port", "0",
                "gitsync.ssh.address", "127.0.0.1",
                "gitsync.ssh.host-keys-directory", home.resolve("host-keys").toString()));
        return application.run();
    }

    @Test
    void pushOverSshEndsBeforeTheApplicationDoes() throws Exception {
        ConfigurableApplicationContext application = start();
        int port = application.getBean(SshServerLifecycle.class).port();
        GitClient git = clone(application);
        git.commit("Last.md", "Last\n");
        CompletableFuture<Void> stop = new CompletableFuture<>();
        application.getBean(Wiki.class).whenPlanned = () -> {
            stop.completeAsync(() -> {
                application.close();
                return null;
            });
            await().atMost(Duration.ofSeconds(30)).until(() -> !accepts(port));
        };

        GitClient.Outcome push = git.run("push", "origin", "HEAD:main");

        assertThat(push.exitCode()).as(push.stderr()).isZero();
        stop.join();
        assertThat(application.isActive()).isFalse();
        assertThat(Wiki.PAGES.pages(DOCS, null, 100))
                .extracting(page -> page.content().title())
                .containsExactly("Last");
    }

    @Test
    void limitsAreThoseOfTheApplication() {
        try (ConfigurableApplicationContext application = start()) {
            GitClient git = clone(application);
            byte[] noise = new byte[100_000];
            new Random(1).nextBytes(noise);
            git.commit("big.bin", Base64.getEncoder().encodeToString(noise));

            GitClient.Outcome push = git.run("push", "origin", "HEAD:main");

            assertThat(push.exitCode()).isNotZero();
            assertThat(push.stderr()).contains("The request exceeds a size limit of this server.");
        }
    }

    /** Returns a clone that ada has made with a key of her own. */
    private GitClient clone(ConfigurableApplicationContext application) {
        int port = application.getBean(SshServerLifecycle.class).port();
        ClientKey key = ClientKey.ed25519(home, "ada");
        application.getBean(SshKeys.class).add("ada", "laptop", key.publicLine());
        key.git(home).ok("clone", "-q", "ssh://git@127.0.0.1:" + port + "/docs", "docs");
        return key.git(home).in("docs");
    }

    private static boolean accepts(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Wiki {
        /** Outlives the application. */
        static final InMemoryPageStore PAGES = new InMemoryPageStore();

        private volatile Runnable whenPlanned = () -> {};

        @Bean
        InMemoryPageStore pages() {
            return PAGES;
        }

        @Bean
        InMemoryRepositoryStore repositories() {
            return new InMemoryRepositoryStore();
        }

        @Bean
        InMemorySshKeyStore keyStore() {
            return new InMemorySshKeyStore();
        }

        @Bean
        SshAuthenticator keyHolders(SshKeys keys) {
            return new StoredKeyAuthenticator(
                    keys, id -> Optional.of(new WikiUser(id, new Person(id, id + "@example.org"))));
        }

        @Bean
        ServerLimits limits() {
            return ServerLimits.builder().maxPushRequestBytes(1 << 16).build();
        }

        @Bean
        SpaceAccess rights() {
            return (user, space) -> Access.WRITE;
        }

        @Bean
        PushValidator waiting() {
            return (space, pusher, plan) -> {
                whenPlanned.run();
                return Optional.empty();
            };
        }
    }
}
