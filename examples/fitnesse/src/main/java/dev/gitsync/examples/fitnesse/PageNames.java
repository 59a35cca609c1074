package dev.gitsync.examples.fitnesse;

import dev.gitsync.model.PageContent;
import fitnesse.wiki.PathParser;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Decides which titles are valid names of pages in FitNesse: words that serve as file names and in addresses. */
final class PageNames {
    /** The name of the page at the top of a space, which FitNesse also uses for the file of a root page. */
    static final String ROOT = "_root";

    private static final String RECENT_CHANGES = "RecentChanges";
    private static final int MAX_LENGTH = 200;

    private PageNames() {}

    /** Whether the name is valid for FitNesse and git. */
    static boolean isName(String name) {
        return PathParser.isSingleWikiWord(name) && name.length() <= MAX_LENGTH && !name.equals(ROOT);
    }

    /** Whether FitNesse generates this page after every change of another one. */
    static boolean isWrittenByFitNesse(@Nullable Object parent, String name) {
        return parent == null && name.equals(RECENT_CHANGES);
    }

    /** The reason why a page with this title is invalid in this place, if there is one. */
    static Optional<String> objection(PageContent content) {
        String title = content.title();
        if (isWrittenByFitNesse(content.parent(), title)) {
            return Optional.of("FitNesse writes the page RecentChanges by itself.");
        }
        boolean isRoot = title.equals(ROOT) && content.parent() == null;
        return isRoot || (isName(title) && !title.equalsIgnoreCase(PathParser.FILES))
                ? Optional.empty()
                : Optional.of(
                        "'" + shown(title) + "' can't be the name of a page: in FitNesse that is a word of letters,"
                                + " digits, '_' and '-' that does not begin with '-', is not 'files' or 'root', and has at most "
                                + MAX_LENGTH + " characters.");
    }

    private static String shown(String title) {
        String printable = title.replaceAll("[^\\p{L}\\p{N} ._-]", "?");
        return printable.length() <= 60 ? printable : printable.substring(0, 60) + "…";
    }
}
