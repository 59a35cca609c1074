package dev.gitsync.demo;

import dev.gitsync.demo.start.StartException;
import dev.gitsync.demo.wiki.PageTitles;
import dev.gitsync.markdown.resolve.LinkRules;
import dev.gitsync.markdown.resolve.LinkRules.Root;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Jdbi;

/** How the wiki reads the files of spaces, from the environment: folder pages, titles and links. */
final class WikiOptions {
    private static final String FOLDER_PAGES = "GIT_SYNC_FOLDER_PAGES";
    private static final String STANDARD_FOLDER_PAGES = "README.md, index.md, _index.md";
    private static final String ORDER_FILES = "GIT_SYNC_ORDER_FILES";
    private static final String TITLES = "DEMO_TITLES";
    private static final String ROOTS = "DEMO_LINK_ROOTS";
    private static final String PAGE_URLS = "DEMO_LINK_PAGE_URLS";
    /** Where generators of sites keep their pages and pictures. */
    private static final String STANDARD_ROOTS = "content/en, content, docs, src, en, static, public, static/images";

    private WikiOptions() {}

    /** The variables with the demo's own defaults for settings of gitsync. */
    static Map<String, String> environment(DemoOptions options) {
        Map<String, String> variables = new HashMap<>(options.environment());
        variables.putIfAbsent(FOLDER_PAGES, STANDARD_FOLDER_PAGES);
        variables.putIfAbsent(ORDER_FILES, "true");
        return variables;
    }

    /** What links mean: what generators of sites accept. Those that count from the URL of a page, not from its file, only on request. */
    static LinkRules links(DemoOptions options) {
        String folders = options.environment().getOrDefault(ROOTS, STANDARD_ROOTS);
        List<Root> roots = Arrays.stream(("," + folders).split(",", -1))
                .map(String::strip)
                .distinct()
                .map(WikiOptions::root)
                .toList();
        return LinkRules.builder()
                .roots(roots)
                .html(true)
                .pageUrls(options.environment().getOrDefault(PAGE_URLS, "no").equals("yes"))
                .ignoreCase(true)
                .build();
    }

    private static Root root(String folder) {
        try {
            return new Root("/", folder);
        } catch (IllegalArgumentException e) {
            throw new StartException(
                    StartException.Problem.BAD_OPTION,
                    ROOTS + " is a list of folders without slashes at their ends, separated by commas.",
                    e);
        }
    }

    /** Where titles come from: chosen when the wiki began, since a change would be one of all pages. */
    static PageTitles titles(DemoOptions options, Jdbi jdbi) {
        String wanted = options.environment().getOrDefault(TITLES, PageTitles.H1.toString());
        if (PageTitles.named(wanted).isEmpty()) {
            throw new StartException(
                    StartException.Problem.BAD_OPTION,
                    TITLES + " is '" + wanted + "', but it must be h1, headings or names.");
        }
        String chosen = jdbi.withHandle(handle -> {
            handle.createUpdate("insert into demo.wiki_choice values ('titles', :wanted) on conflict do nothing")
                    .bind("wanted", wanted)
                    .execute();
            return handle.createQuery("select value from demo.wiki_choice where name = 'titles'")
                    .mapTo(String.class)
                    .one();
        });
        return PageTitles.named(chosen).orElseThrow();
    }
}
