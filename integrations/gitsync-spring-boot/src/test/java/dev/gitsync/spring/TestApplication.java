package dev.gitsync.spring;

import dev.gitsync.model.Person;
import dev.gitsync.model.Provenance;
import dev.gitsync.model.Space;
import dev.gitsync.model.SpaceId;
import dev.gitsync.store.PageStore;
import dev.gitsync.testkit.InMemoryPageStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;

/** An application with a wiki, three accounts and nothing else of its own, started for a test. */
final class TestApplication implements AutoCloseable {
    static final Space HANDBOOK = new Space(new SpaceId("handbook"), "", "handbook");

    private final ConfigurableApplicationContext context;

    private TestApplication(ConfigurableApplicationContext context) {
        this.context = context;
    }

    /** Starts the application with properties of the form {@code name=value}. */
    static TestApplication start(String... properties) {
        return start(List.of(Wiki.class), properties);
    }

    static TestApplication start(List<Class<?>> configurations, String... properties) {
        Map<String, Object> all = new TreeMap<>(Map.of(
                // Under its names in Spring Boot 3.5 and 4: the driver is on the class path, but only one test has a
                // database.
                "spring.autoconfigure.exclude",
                        "org.springframework.boot.autoconfigure.jdbc.DataSourceAutoConfiguration,"
                                + "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration",
                "server.port", "0",
                "server.address", "127.0.0.1",
                "spring.main.banner-mode", "off",
                "gitsync.spaces", "handbook",
                "gitsync.access.read", "ROLE_READER",
                "gitsync.access.write", "ROLE_EDITOR",
                "gitsync.access.maintain", "ROLE_ADMIN"));
        List<String> arguments = new ArrayList<>(List.of(properties));
        arguments.forEach(property -> all.put(property.split("=", 2)[0], property.split("=", 2)[1]));
        List<Class<?>> sources = new ArrayList<>(configurations);
        sources.add(Basis.class);
        SpringApplication application = new SpringApplication(sources.toArray(Class<?>[]::new));
        application.setDefaultProperties(all);
        return new TestApplication(application.run());
    }

    int port() {
        return Integer.parseInt(context.getEnvironment().getRequiredProperty("local.server.port"));
    }

    /** The address of a path of the server, for a user whose password is the name, or for nobody. */
    String url(String user, String path) {
        String credentials = user.isEmpty() ? "" : user + ":" + user + "@";
        return "http://" + credentials + "127.0.0.1:" + port() + path;
    }

    <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    boolean has(String bean) {
        return context.containsBean(bean);
    }

    @Override
    public void close() {
        context.close();
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

    @Configuration(proxyBeanMethods = false)
    static class Wiki {
        @Bean
        PageStore pages() {
            InMemoryPageStore pages = new InMemoryPageStore();
            Person ada = new Person("Ada", "ada@example.org");
            pages.edits(HANDBOOK).create(null, "Welcome", "Hello\n", Provenance.wiki(ada, Instant.EPOCH, "Begin"));
            return pages;
        }
    }
}
