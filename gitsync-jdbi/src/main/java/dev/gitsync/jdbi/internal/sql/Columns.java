package dev.gitsync.jdbi.internal.sql;

import dev.gitsync.model.Space;
import dev.gitsync.model.SpaceId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.Collection;
import java.util.Map;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/** Helpers for columns of statements and rows that are not specific to pages. */
public final class Columns {
    private Columns() {}

    public static String[] ids(Collection<Space> spaces) {
        return spaces.stream().map(space -> space.id().value()).toArray(String[]::new);
    }

    /** Binds one column of {@code rows} to a statement as an array, in the order of the rows. */
    public static <T, V extends @Nullable Object> void bind(
            SqlStatement<?> statement, String name, Collection<T> rows, Function<T, V> value, IntFunction<V[]> array) {
        statement.bindBySqlType(name, rows.stream().map(value).toArray(array), Types.ARRAY);
    }

    /** Adds the entry of a row: the space in the first column, its mark in the second. */
    public static Map<SpaceId, String> token(Map<SpaceId, String> tokens, ResultSet row, StatementContext context)
            throws SQLException {
        tokens.put(new SpaceId(row.getString(1)), row.getString(2));
        return tokens;
    }
}
