package dev.gitsync.jdbi.mirror;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.util.Arrays;
import java.util.HexFormat;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

/** Notes every SQL text and every value that is passed to the driver, as a log of the database would show them. */
final class BoundValues {
    private final StringBuilder bound;

    private BoundValues(StringBuilder bound) {
        this.bound = bound;
    }

    static Jdbi watched(String url, StringBuilder bound) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setURL(url);
        source.setUser("postgres");
        source.setPassword("postgres");
        return Jdbi.create(new BoundValues(bound).proxy(DataSource.class, source));
    }

    private <T> T proxy(Class<T> type, T target) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    note(arguments);
                    try {
                        return watched(method.invoke(target, arguments));
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
    }

    private @Nullable Object watched(@Nullable Object result) {
        if (result instanceof PreparedStatement statement) {
            return proxy(PreparedStatement.class, statement);
        }
        return result instanceof Connection connection ? proxy(Connection.class, connection) : result;
    }

    private void note(Object @Nullable [] arguments) {
        for (Object argument : arguments == null ? new Object[0] : arguments) {
            bound.append(argument instanceof byte[] bytes ? HexFormat.of().formatHex(bytes) : text(argument))
                    .append('\n');
        }
    }

    private static String text(Object argument) {
        return argument instanceof Object[] array ? Arrays.toString(array) : String.valueOf(argument);
    }
}
