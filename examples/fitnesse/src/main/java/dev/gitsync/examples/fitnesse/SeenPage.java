package dev.gitsync.examples.fitnesse;

import dev.gitsync.model.Person;
import fitnesse.wiki.BaseWikitextPage;
import fitnesse.wiki.PageData;
import fitnesse.wiki.WikiPage;
import fitnesse.wiki.WikiPageProperty;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A page as it was found.
 *
 * @param parent the path of the page above, or null at the top of the space
 * @param text its text as FitNesse spells it, or null when it is only a folder of other pages
 * @param says the {@link Fingerprint} of all that it says
 */
record SeenPage(
        @Nullable String parent,
        String name,
        @Nullable String text,
        String says,
        @Nullable Person editor,
        @Nullable Instant editedAt) {
    /** Looks at a page. */
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
                saysNothing ? Fingerprint.NOTHING : Fingerprint.of(PageText.says(data)),
                user == null || user.isBlank() ? null : new Person(user, ""),
                data.getProperties().getLastModificationTime().toInstant());
    }

    /** Where it stands. */
    String path() {
        return parent == null ? name : parent + "/" + name;
    }
}
