package dev.gitsync.spring;

import com.zaxxer.hikari.HikariDataSource;
import dev.gitsync.jdbi.JdbiPageStore;
import dev.gitsync.jdbi.JdbiTokenStore;
import dev.gitsync.store.PageStore;
import dev.gitsync.token.AccessTokens;
import io.micrometer.observation.ObservationRegistry;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;
import net.ttddyy.dsproxy.support.ProxyDataSourceBuilder;
import net.ttddyy.observation.tracing.DataSourceObservationListener;
import org.jdbi.v3.core.Jdbi;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/** The database of the application, which lives as long as the tests, and a wiki in it. */
@Configuration(proxyBeanMethods = false)
class TestDatabase {
    private static final EmbeddedPostgres POSTGRES = start();
    private static final HikariDataSource POOL = pool();

    private static EmbeddedPostgres start() {
        try {
            return EmbeddedPostgres.builder().setServerConfig("fsync", "off").start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static HikariDataSource pool() {
        HikariDataSource pool = new HikariDataSource();
        pool.setDataSource(POSTGRES.getPostgresDatabase());
        return pool;
    }

    /** Returns the pages as they are in the database, without the application. */
    static PageStore openPages() {
        return new JdbiPageStore(Jdbi.create(POSTGRES.getPostgresDatabase()));
    }

    @Bean
    LossyDataSource database(ObservationRegistry observations) {
        return new LossyDataSource(ProxyDataSourceBuilder.create(POOL)
                .listener(new DataSourceObservationListener(observations))
                .build());
    }

    @Bean
    JdbiPageStore pages(Jdbi jdbi) {
        return new JdbiPageStore(jdbi);
    }

    @Bean
    AccessTokens tokens(Jdbi jdbi) {
        return new AccessTokens(new JdbiTokenStore(jdbi), Clock.systemUTC());
    }

    enum Loss {
        /** The connection breaks before the server has the COMMIT. */
        REQUEST,
        /** The connection breaks after it. */
        ANSWER
    }

    /** Loses the connection at a commit. */
    static final class LossyDataSource extends DelegatingDataSource {
        private final AtomicReference<Loss> next = new AtomicReference<>();

        LossyDataSource(DataSource target) {
            super(target);
        }

        void loseNext(Loss loss) {
            next.set(loss);
        }

        @Override
        public Connection getConnection() throws SQLException {
            Connection connection = super.getConnection();
            return (Connection) Proxy.newProxyInstance(
                    Connection.class.getClassLoader(),
                    new Class<?>[] {Connection.class},
                    (proxy, method, arguments) -> {
                        Loss loss = method.getName().equals("commit") ? next.getAndSet(null) : null;
                        if (loss == Loss.REQUEST) {
                            connection.rollback();
                        } else if (loss == Loss.ANSWER) {
                            connection.commit();
                        }
                        if (loss != null) {
                            connection.close();
                            throw new SQLException("Connection lost", "08006");
                        }
                        try {
                            return method.invoke(connection, arguments);
                        } catch (InvocationTargetException e) {
                            throw e.getCause();
                        }
                    });
        }
    }
}
