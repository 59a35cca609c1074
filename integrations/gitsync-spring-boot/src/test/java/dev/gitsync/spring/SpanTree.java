package dev.gitsync.spring;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A span with the spans below it, in the order of their starts. */
record SpanTree(SpanData span, List<SpanTree> children) {
    private static final Pattern WRITE = Pattern.compile("\\b(INSERT|UPDATE|DELETE)( INTO| FROM)? (gitsync_\\w+)");
    private static final Pattern TABLE = Pattern.compile("\\bgitsync_\\w+");

    /** Returns the tree below {@code root}. */
    static SpanTree of(SpanData root, List<SpanData> spans) {
        List<SpanTree> children = spans.stream()
                .filter(span -> span.getParentSpanId().equals(root.getSpanId()))
                .map(span -> of(span, spans))
                .toList();
        return new SpanTree(root, children);
    }

    /** The name of the span; for SQL, the first write and its table, else the first word of the statement and the first table in it. */
    String name() {
        String sql = sql();
        if (sql.isEmpty()) {
            return span.getName();
        }
        Matcher write = WRITE.matcher(sql);
        if (write.find()) {
            return "SQL " + write.group(1) + " " + write.group(3);
        }
        Matcher table = TABLE.matcher(sql);
        return "SQL " + sql.split("\\s", 2)[0] + (table.find() ? " " + table.group() : "");
    }

    /** The statement of a span of SQL, else an empty text. */
    String sql() {
        String statement = span.getAttributes().get(AttributeKey.stringKey("jdbc.query[0]"));
        return statement == null ? "" : statement;
    }

    long micros() {
        return (span.getEndEpochNanos() - span.getStartEpochNanos()) / 1_000;
    }

    /** Returns this tree and all trees below it, from top to bottom. */
    Stream<SpanTree> all() {
        return Stream.concat(Stream.of(this), children.stream().flatMap(SpanTree::all));
    }

    /** Returns the only tree with this name, which is this one or below it. */
    SpanTree find(String name) {
        List<SpanTree> found = all().filter(tree -> tree.name().equals(name)).toList();
        if (found.size() != 1) {
            throw new AssertionError(found.size() + " spans are named " + name + " in "
                    + all().map(SpanTree::name).toList());
        }
        return found.get(0);
    }
}
