package dev.gitsync.spring;

import dev.gitsync.model.Space;
import dev.gitsync.model.SpaceId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;

/**
 * An application with the starter, accounts of Spring Security and a wiki in PostgreSQL, with a context path. All test classes share it,
 * since it takes seconds to start.
 */
final class TestApplication {
    static final Space HANDBOOK = new Space(new SpaceId("handbook"), "", "handbook");

    private static @Nullable TestApplication shared;

    private final ConfigurableApplicationContext context;

    private TestApplication(ConfigurableApplicationContext context) {
        this.context = context;
    }

    /** Returns the running application. */
    static synchronized TestApplication shared() {
        if (shared == null || !shared.context.isActive()) {
            shared = start();
        }
        return shared;
    }

    private static TestApplication start() {
        SpringApplication application = new SpringApplication(
                Basis.class, TestDatabase.class, Watched.class, Observed.class, TracedSpans.class);
        application.setDefaultProperties(Map.ofEntries(
                Map.entry("server.port", "0"),
                Map.entry("server.address", "127.0.0.1"),
                Map.entry("server.servlet.context-path", "/wiki"),
                Map.entry("server.shutdown", "graceful"),
                Map.entry("server.compression.enabled", "true"),
                Map.entry("spring.main.banner-mode", "off"),
                // The application has no scripts of its own, but gitsync has.
                Map.entry("spring.flyway.enabled", "false"),
                Map.entry("spring.threads.virtual.enabled", "true"),
                Map.entry("management.endpoints.web.exposure.include", "health,prometheus"),
                Map.entry("management.endpoint.health.show-details", "always"),
                Map.entry("management.tracing.sampling.probability", "1"),
                // Prometheus 2.42 reads no exemplars of timers.
                Map.entry(
                        "management.prometheus.metrics.export.properties[io.prometheus.exporter.exemplarsOnAllMetricTypes]",
                        "false"),
                Map.entry("gitsync.spaces", "handbook"),
                Map.entry("gitsync.storage", "postgresql"),
                Map.entry("gitsync.ssh.port", "0"),
                Map.entry("gitsync.ssh.address", "127.0.0.1"),
                Map.entry("gitsync.ssh.host-keys-directory", hostKeys().toString()),
                Map.entry("gitsync.settings.lock-ttl-ms", "10m"),
                Map.entry("gitsync.access.read", "ROLE_READER"),
                Map.entry("gitsync.access.write", "ROLE_EDITOR"),
                Map.entry("gitsync.access.maintain", "ROLE_ADMIN")));
        return new TestApplication(application.run());
    }

    private static Path hostKeys() {
        try {
            return Files.createTempDirectory("host-keys");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Stops the application; the next test class starts another one. */
    void close() {
        context.close();
    }

    int port() {
        return Integer.parseInt(context.getEnvironment().getRequiredProperty("local.server.port"));
    }

    /** The address of a path below the context path, for a user whose password is the name, or without credentials. */
    String url(String user, String path) {
        String credentials = user.isEmpty() ? "" : user + ":" + user + "@";
        return "http://" + credentials + "127.0.0.1:" + port() + "/wiki" + path;
    }

    <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Basis {
        @Bean
        InMemoryUserDetailsManager accounts() {
            return new InMemoryUserDetailsManager(
                    User.withUsername("ada")
                            .password("{noop}ada")
                            .roles("EDITOR")
                            .build(),
                    User.withUsername("bob")
                            .password("{noop}bob")
                            .roles("READER")
                            .build(),
                    User.withUsername("eve").password("{noop}eve").roles().build(),
                    User.withUsername("root")
                            .password("{noop}root")
                            .roles("ADMIN")
                            .build());
        }
    }
}
