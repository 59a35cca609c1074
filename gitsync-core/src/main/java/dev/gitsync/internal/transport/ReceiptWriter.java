package dev.gitsync.internal.transport;

import dev.gitsync.internal.tree.Paths;
import dev.gitsync.model.Space;
import dev.gitsync.push.PageLinks;
import dev.gitsync.report.PushResult.PushedPage;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the action on each page of a push, with its URL, as lines that git shows.
 *
 * @param links the URLs of pages
 * @param space the space of the pages
 */
record ReceiptWriter(PageLinks links, Space space) {
    private static final Logger LOG = LoggerFactory.getLogger(ReceiptWriter.class);
    /** The maximum number of pages listed; the summary line counts all pages. */
    private static final int LINES = 200;

    void write(String lead, List<PushedPage> pages, int otherFiles, Consumer<String> tell) {
        pages.stream().limit(LINES).map(this::line).forEach(tell);
        Map<PushedPage.Action, Long> counts =
                pages.stream().collect(Collectors.groupingBy(PushedPage::action, Collectors.counting()));
        String summary = Arrays.stream(PushedPage.Action.values())
                .filter(counts::containsKey)
                .map(action -> counts.get(action) + " " + word(action))
                .collect(Collectors.joining(", "));
        String others = otherFiles == 0 ? "" : ", " + otherFiles + " other files";
        tell.accept(lead + (summary.isEmpty() ? "no page changed" : summary) + others);
    }

    private String line(PushedPage page) {
        String url = page.action() == PushedPage.Action.DELETED
                ? ""
                : url(page).map(link -> "  " + link).orElse("");
        return String.format("%-8s %s%s", word(page.action()), Paths.shown(page.path()), url);
    }

    /** Returns the page's URL; empty if that fails, because the push is already committed and must not be reported as failed. */
    private Optional<String> url(PushedPage page) {
        try {
            return links.url(space, page.page());
        } catch (RuntimeException | Error e) {
            LOG.warn("Space {}: the wiki's PageLinks failed; the receipt has no URL for a page", space.id(), e);
            return Optional.empty();
        }
    }

    private static String word(PushedPage.Action action) {
        return action.name().toLowerCase(Locale.ROOT);
    }
}
