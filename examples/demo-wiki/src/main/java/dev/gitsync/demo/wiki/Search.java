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
 * Finds the pages that contain all of some words, matches in the title first. PostgreSQL scans the texts, which is fast enough for
 * thousands of pages; more need an index of trigrams. Thread-safe.
 */
public final class Search {
    private static final int MAX_WORDS = 8;
    private static final int MAX_HITS = 50;
    private static final int EXCERPT_CHARS = 220;
    private static final int BEFORE_CHARS = 70;

    /** A match. The excerpt is the text around the first word, or its beginning. */
    public record Hit(OpenSpace in, PageId page, String title, String excerpt) {}

    private final Jdbi jdbi;

    /** Searches the pages in this database. */
    public Search(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** Up to 50 pages of these spaces that contain all words of {@code query}; none for an empty query. */
    public List<Hit> find(List<OpenSpace> spaces, String query) {
        List<String> words = Arrays.stream(query.strip().split("\\s+"))
                .filter(word -> !word.isEmpty())
                .limit(MAX_WORDS)
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
                .bind("limit", MAX_HITS)
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
