package dev.gitsync.demo.wiki;

import dev.gitsync.model.PageId;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Jdbi;

/**
 * Finds pages that have every one of some words in title or text, in the order: title, text. PostgreSQL goes through the texts
 * one by one, which is fast enough for thousands of pages; beyond that one would give it an index of trigrams. Safe for use
 * by several threads.
 */
public final class Search {
    private static final int MOST_WORDS = 8;
    private static final int MOST_HITS = 50;
    private static final int EXCERPT_CHARS = 220;
    private static final int BEFORE_CHARS = 70;

    /** A page that was found; the excerpt is the text around the first word, or its beginning. */
    public record Hit(OpenSpace in, PageId page, String title, String excerpt) {}

    private final Jdbi jdbi;

    /** Searches the pages in this database. */
    public Search(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** The first pages of these spaces, at most 50, that have all words of {@code query}; none for an empty one. */
    public List<Hit> find(List<OpenSpace> spaces, String query) {
        List<String> words = Arrays.stream(query.strip().split("\\s+"))
                .filter(word -> !word.isEmpty())
                .limit(MOST_WORDS)
                .toList();
        if (words.isEmpty() || spaces.isEmpty()) {
            return List.of();
        }
        Map<String, OpenSpace> byId =
                spaces.stream().collect(Collectors.toMap(space -> space.id().value(), Function.identity()));
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select id, space_id, title,
                            substring(text from greatest(1, strpos(lower(text), :first) - :before) for :length) as excerpt
                        from gitsync_pages
                        where space_id in (<spaces>) and deleted_at is null
                            and title || ' ' || coalesce(text, '') ilike all (:patterns)
                        order by title ilike all (:patterns) desc, lower(title), id
                        limit :limit""")
                .bindList("spaces", List.copyOf(byId.keySet()))
                .bindArray(
                        "patterns",
                        String.class,
                        words.stream().map(Search::pattern).toList())
                .bind("first", words.get(0).toLowerCase(Locale.ROOT))
                .bind("before", BEFORE_CHARS)
                .bind("length", EXCERPT_CHARS)
                .bind("limit", MOST_HITS)
                .map((row, context) -> new Hit(
                        Objects.requireNonNull(byId.get(row.getString("space_id"))),
                        new PageId(row.getString("id")),
                        row.getString("title"),
                        row.getString("excerpt") == null ? "" : row.getString("excerpt")))
                .list());
    }

    private static String pattern(String word) {
        return "%" + word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%";
    }
}
