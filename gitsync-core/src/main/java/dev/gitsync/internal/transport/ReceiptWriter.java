package dev.gitsync.internal.transport;

import dev.gitsync.internal.tree.Paths;
import dev.gitsync.model.Space;
import dev.gitsync.push.PageLinks;
import dev.gitsync.report.PushResult.PushedAttachment;
import dev.gitsync.report.PushResult.PushedPage;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the action on each page of a push, with its URL, and on each attachment, as lines that git shows.
 *
 * @param links the URLs of pages
 * @param space the space of the pages
 */
record ReceiptWriter(PageLinks links, Space space) {
    private static final Logger LOG = LoggerFactory.getLogger(ReceiptWriter.class);
    /** The maximum number of pages and attachments listed; the summary line counts all of them. */
    private static final int LINES = 200;

    /** The effect of a push. */
    record Receipt(List<PushedPage> pages, List<PushedAttachment> attachments, int otherFiles) {}

    void write(String lead, Receipt receipt, Consumer<String> tell) {
        List<PushedPage> pages = receipt.pages();
        List<PushedAttachment> attachments = receipt.attachments();
        pages.stream().limit(LINES).map(this::line).forEach(tell);
        int left = Math.max(0, LINES - pages.size());
        attachments.stream().limit(left).map(ReceiptWriter::line).forEach(tell);
        String ofPages = summary(pages, PushedPage::action);
        String ofFiles = summary(attachments, PushedAttachment::action);
        String others = receipt.otherFiles() == 0 ? "" : ", " + receipt.otherFiles() + " other files";
        tell.accept(lead
                + (ofPages.isEmpty() ? "no page changed" : ofPages)
                + (ofFiles.isEmpty() ? "" : "; attachments: " + ofFiles)
                + others);
    }

    private static <T> String summary(List<T> lines, Function<T, PushedPage.Action> action) {
        Map<PushedPage.Action, Long> counts =
                lines.stream().collect(Collectors.groupingBy(action, Collectors.counting()));
        return Arrays.stream(PushedPage.Action.values())
                .filter(counts::containsKey)
                .map(each -> counts.get(each) + " " + word(each))
                .collect(Collectors.joining(", "));
    }

    private static String line(PushedAttachment file) {
        return String.format("%-8s %s", word(file.action()), Paths.shown(file.path()));
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
