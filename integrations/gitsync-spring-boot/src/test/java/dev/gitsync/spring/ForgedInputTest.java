package dev.gitsync.spring;

import dev.gitsync.GitSync;
import dev.gitsync.limits.ServerLimits;
import dev.gitsync.model.Person;
import dev.gitsync.model.Provenance;
import dev.gitsync.model.Space;
import dev.gitsync.model.SpaceId;
import dev.gitsync.repository.InMemoryRepositoryStore;
import dev.gitsync.testkit.InMemoryPageStore;
import dev.gitsync.testkit.WikiEditor;
import dev.gitsync.tests.hostile.HostileInputContract;
import dev.gitsync.tests.hostile.HostileTarget;
import java.net.URI;
import java.time.Instant;
import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;

/** The input of attackers against the servlet behind the filters and the accounts of an application, whose wiki is in memory. */
class ForgedInputTest extends HostileInputContract {
    /** The auto-configuration of data sources, by its names in Spring Boot 3 and 4. */
    static final String DATA_SOURCES = "org.springframework.boot.autoconfigure.jdbc.DataSourceAutoConfiguration,"
            + "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration";

    private static final Space TARGET = new Space(new SpaceId("target"), "", "target");

    @Override
    protected HostileTarget open() {
        SpringApplication application = new SpringApplication(Wiki.class);
        application.setDefaultProperties(Map.ofEntries(
                Map.entry("server.port", "0"),
                Map.entry("server.address", "127.0.0.1"),
                Map.entry("server.servlet.context-path", "/wiki"),
                // Jetty ends one idle thread in this time.
                Map.entry("server.jetty.threads.idle-timeout", "50ms"),
                Map.entry("spring.main.banner-mode", "off"),
                Map.entry("logging.level.root", "warn"),
                Map.entry("spring.autoconfigure.exclude", DATA_SOURCES),
                Map.entry("gitsync.spaces", TARGET.id().value()),
                Map.entry("gitsync.settings.poll-interval-ms", "1h"),
                Map.entry("gitsync.access.read", "ROLE_READER"),
                Map.entry("gitsync.access.write", "ROLE_EDITOR")));
        return new Application(application.run());
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Wiki {
        @Bean
        InMemoryPageStore pages() {
            InMemoryPageStore pages = new InMemoryPageStore();
            new WikiEditor(pages, TARGET)
                    .create(
                            null,
                            "Home",
                            HostileTarget.TEXT,
                            Provenance.wiki(new Person("Ada", "ada@example.org"), Instant.EPOCH, ""));
            return pages;
        }

        @Bean
        InMemoryRepositoryStore repositories() {
            return new InMemoryRepositoryStore();
        }

        @Bean
        ServerLimits limits() {
            return HostileTarget.limits();
        }

        /** Spring Security also encodes a password for each name that it does not know, so the encoder is a cheap one. */
        @Bean
        PasswordEncoder encoder() {
            return new BCryptPasswordEncoder(4);
        }

        @Bean
        InMemoryUserDetailsManager accounts(PasswordEncoder encoder) {
            String password = encoder.encode(HostileTarget.PASSWORD);
            return new InMemoryUserDetailsManager(
                    User.withUsername(HostileTarget.READER)
                            .password(password)
                            .roles("READER")
                            .build(),
                    User.withUsername(HostileTarget.WRITER)
                            .password(password)
                            .roles("EDITOR")
                            .build());
        }
    }

    private record Application(ConfigurableApplicationContext context) implements HostileTarget {
        @Override
        public URI server() {
            return URI.create("http://127.0.0.1:" + context.getEnvironment().getRequiredProperty("local.server.port"));
        }

        @Override
        public String repository() {
            return "/wiki/git/target.git";
        }

        @Override
        public GitSync gitSync() {
            return context.getBean(GitSync.class);
        }

        @Override
        public Space space() {
            return TARGET;
        }

        /** The accounts in memory ignore it. */
        @Override
        public boolean distinguishesCaseOfNames() {
            return false;
        }

        @Override
        public void close() {
            context.close();
        }
    }
}
