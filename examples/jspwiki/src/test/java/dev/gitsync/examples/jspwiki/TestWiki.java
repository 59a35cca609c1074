package dev.gitsync.examples.jspwiki;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.wiki.WikiEngine;

/**
 * An engine in which everybody may do everything, since the contracts write as many people; {@code JspWikiWithGitTest} tests rights.
 *
 * @param pages its pages as gitsync sees them
 */
record TestWiki(WikiEngine engine, WikiPages pages) {
    private static final String OPEN = """
            grant principal org.apache.wiki.auth.authorize.Role "All" {
                permission org.apache.wiki.auth.permissions.PagePermission "*:*", "modify,rename,delete";
            };
            """;

    /** Starts an engine in an empty folder. */
    static TestWiki in(Path folder) {
        try {
            Files.writeString(
                    Files.createDirectories(folder.resolve("web/WEB-INF")).resolve("jspwiki.policy"), OPEN);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        WikiEngine engine = JspWiki.start(folder);
        return new TestWiki(engine, JspWikiWithGit.pages(engine, folder.resolve("git"), new WikiUsers(engine)));
    }
}
