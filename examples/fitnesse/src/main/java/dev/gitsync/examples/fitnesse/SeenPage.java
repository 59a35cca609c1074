package dev.gitsync.examples.fitnesse;

import dev.gitsync.model.Person;
import fitnesse.wiki.BaseWikitextPage;
import fitnesse.wiki.PageData;
import fitnesse.wiki.WikiPage;
import fitnesse.wiki.WikiPageProperty;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A page as listed.
 *
 * @param parent the path of the parent page, or null at the top of the space
 * @param text its text as FitNesse writes it, or null if it is only a folder of pages
 * @param says the {@link Fingerprint} of its full text
 */
record SeenPage(
        @Nullable String parent,
        String name,
        @Nullable String text,
        String says,
        @Nullable Person editor,
        @Nullable Instant editedAt) {
    /** Reads a page. */
    static SeenPage of(@Nullable String parent, String name, WikiPage page) {
        if (!WikiTree.isWritten(page)) {
            return new SeenPage(parent, name, null, Fingerprint.NOTHING, null, null);
        }
        PageData data = page.getData();
        String user = data.getAttribute(WikiPageProperty.LAST_MODIFYING_USER);
        boolean saysNothing = data.getContent().isEmpty();
        return new SeenPage(
                parent,
                name,
                PageText.of((BaseWikitextPage) page, data),
                saysNothing ? Fingerprint.NOTHING : Fingerprint.of(PageText.fullText(data)),
                user == null || user.isBlank() ? null : new Person(user, ""),
                data.getProperties().getLastModificationTime().toInstant());
    }

    /** The path of the page. */
    String path() {
        return parent == null ? name : parent + "/" + name;
    }
}
