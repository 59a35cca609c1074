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

/** Columns of statements and rows that have nothing to do with pages. */
public final class Columns {
    private Columns() {}

    public static String[] ids(Collection<Space> spaces) {
        return spaces.stream().map(space -> space.id().value()).toArray(String[]::new);
    }

    /** Gives a statement a column of {@code rows} as an array, in their order. */
    public static <T, V extends @Nullable Object> void bind(
            SqlStatement<?> statement, String name, Collection<T> rows, Function<T, V> value, IntFunction<V[]> array) {
        statement.bindBySqlType(name, rows.stream().map(value).toArray(array), Types.ARRAY);
    }

    /** Adds what stands in the row: a space in the first column, its mark in the second. */
    public static Map<SpaceId, String> mark(Map<SpaceId, String> marks, ResultSet row, StatementContext context)
            throws SQLException {
        marks.put(new SpaceId(row.getString(1)), row.getString(2));
        return marks;
    }
}
