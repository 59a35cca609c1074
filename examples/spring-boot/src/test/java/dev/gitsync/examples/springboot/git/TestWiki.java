package dev.gitsync.examples.springboot.git;

import dev.gitsync.examples.springboot.WikiApplication;
import dev.gitsync.examples.springboot.wiki.Article;
import dev.gitsync.examples.springboot.wiki.ArticleRepository;
import dev.gitsync.examples.springboot.wiki.ArticleService;
import dev.gitsync.examples.springboot.wiki.Edit;
import dev.gitsync.model.Space;
import dev.gitsync.model.SpaceId;
import dev.gitsync.push.PushInterceptor;
import dev.gitsync.push.PushInterceptor.Context;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** The application, with a database that a wiki without gitsync has used before. */
final class TestWiki implements AutoCloseable {
    static final Space HANDBOOK = new Space(new SpaceId("handbook"), "", "handbook");

    private static final AtomicInteger NUMBERS = new AtomicInteger();

    private final JdbcTemplate sql;
    private final ConfigurableApplicationContext context;

    private TestWiki(JdbcTemplate sql, ConfigurableApplicationContext context) {
        this.sql = sql;
        this.context = context;
    }

    /** Returns the application that test classes share: the transactional way. */
    static TestWiki shared() {
        return Shared.WIKI;
    }

    private static final class Shared {
        static final TestWiki WIKI = start("gitsync.storage=postgresql");
    }

    private static final class Database {
        static final EmbeddedPostgres SERVER = start();

        private static EmbeddedPostgres start() {
            try {
                return EmbeddedPostgres.builder()
                        .setServerConfig("fsync", "off")
                        .start();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Starts the application on a database of its own, with properties of the form {@code name=value}. */
    static TestWiki start(String... properties) {
        String name = "wiki" + NUMBERS.incrementAndGet();
        new JdbcTemplate(Database.SERVER.getPostgresDatabase()).execute("CREATE DATABASE " + name);
        String url = Database.SERVER.getJdbcUrl("postgres", name);
        DataSource database = new DriverManagerDataSource(url, "postgres", "postgres");
        Flyway.configure().dataSource(database).target("1").load().migrate();
        JdbcTemplate sql = new JdbcTemplate(database);
        fill(sql);
        List<String> arguments = new ArrayList<>(List.of(
                "spring.datasource.url=" + url,
                "spring.datasource.username=postgres",
                "server.port=0",
                "server.address=127.0.0.1",
                "spring.main.banner-mode=off"));
        arguments.addAll(List.of(properties));
        return new TestWiki(
                sql,
                new SpringApplication(WikiApplication.class, Hooks.class)
                        .run(arguments.stream().map("--"::concat).toArray(String[]::new)));
    }

    /** Adds accounts, and two articles that were edited. */
    private static void fill(JdbcTemplate sql) {
        sql.execute("""
                        INSERT INTO users VALUES ('ada', '{noop}ada', true), ('bob', '{noop}bob', true);
                        INSERT INTO authorities VALUES ('ada', 'ROLE_EDITOR'), ('bob', 'ROLE_READER');
                        INSERT INTO book VALUES ('handbook', 'Handbook');
                        INSERT INTO wiki_revision VALUES (1, 0, 'ada'), (2, 0, 'bob'), (3, 0, 'ada');
                        INSERT INTO article VALUES
                            (1, 1, 'handbook', NULL, 'Welcome', 'Hello', false, 'bob', '2025-02-02T02:02:02Z', 'Shorter'),
                            (2, 0, 'handbook', 1, 'Setup', 'Do this', false, 'ada', '2025-03-03T03:03:03Z', '');
                        INSERT INTO article_aud VALUES
                            (1, 1, 0, 'handbook', NULL, 'Welcome', 'Hello, you', false, 'ada', '2025-01-01T01:01:01Z', ''),
                            (1, 2, 1, 'handbook', NULL, 'Welcome', 'Hello', false, 'bob', '2025-02-02T02:02:02Z', 'Shorter'),
                            (2, 3, 0, 'handbook', 1, 'Setup', 'Do this', false, 'ada', '2025-03-03T03:03:03Z', '');
                        SELECT setval('article_seq', 51); SELECT setval('wiki_revision_seq', 51);
                        """);
    }

    /** Creates an empty book. */
    Space newBook() {
        String id = "book" + NUMBERS.incrementAndGet();
        sql.update("INSERT INTO book VALUES (?, 'A book')", id);
        return new Space(new SpaceId(id), "", "A book");
    }

    /** Returns the address of a path of the server, for a user whose password is the name. */
    String url(String user, String path) {
        return url(path).replace("//", "//" + user + ":" + user + "@");
    }

    /** Returns the address of a path of the server. */
    String url(String path) {
        return "http://127.0.0.1:" + context.getEnvironment().getRequiredProperty("local.server.port") + path;
    }

    /** Returns an edit in the browser. */
    static Edit edit() {
        return new Edit("ada", Instant.parse("2026-01-01T00:00:00Z"), "Edit");
    }

    ArticleService service() {
        return bean(ArticleService.class);
    }

    /** Runs work as a user who signed in. */
    void asAda(Runnable work) {
        bean(PushInterceptor.class).around(new Context(HANDBOOK, "ada", Context.Cause.PUSH, Context.Stage.PLAN), work);
    }

    /** Returns the live article with a title. */
    Article article(String title) {
        return bean(ArticleRepository.class)
                .findByBookAndParentAndTitleAndDeletedFalse("handbook", null, title)
                .get(0);
    }

    /** Changes the version of an article once, after Hibernate has read it and before it writes. */
    void changeVersionOnce(String title) {
        sql.execute("""
                DROP SEQUENCE IF EXISTS raced;
                CREATE SEQUENCE raced;
                CREATE OR REPLACE FUNCTION race() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
                    IF nextval('raced') = 1 THEN UPDATE article SET version = version + 1 WHERE title = '%s'; END IF;
                    RETURN NEW;
                END $$;
                CREATE OR REPLACE TRIGGER race BEFORE UPDATE OF changes ON book FOR EACH ROW EXECUTE FUNCTION race();
                """.formatted(title));
    }

    /** Returns the first column of a query, also after the application was stopped. */
    List<String> texts(String query) {
        return sql.queryForList(query, String.class);
    }

    <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    @Override
    public void close() {
        context.close();
    }
}
