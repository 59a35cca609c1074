package dev.gitsync.demo.wiki;

import dev.gitsync.model.PageContent;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the wiki takes as a title, a text and a message, each objection a sentence. */
public final class PageRules {
    /** How long a title may be, in characters. */
    public static final int MAX_TITLE = 200;
    /** How long a message may be, in characters. */
    public static final int MAX_MESSAGE = 2000;
    /** How long a text may be, in bytes of UTF-8. */
    public static final int MAX_TEXT_BYTES = 4 << 20;

    private PageRules() {}

    /** The objection to a new page. */
    static Optional<String> objection(PageContent content, String message) {
        return titleObjection(content.title())
                .or(() -> messageObjection(message))
                .or(() -> textObjection(content.text()));
    }

    /** The objection to an edit. What it leaves as it was is not judged: a push may have brought more than the wiki takes. */
    static Optional<String> objection(PageContent before, PageContent after, String message) {
        Optional<String> title =
                after.title().equals(before.title()) ? Optional.empty() : titleObjection(after.title());
        return title.or(() -> messageObjection(message))
                .or(() -> Objects.equals(after.text(), before.text()) ? Optional.empty() : textObjection(after.text()));
    }

    private static Optional<String> messageObjection(String message) {
        return unless(message.length() <= MAX_MESSAGE, "A message has at most " + MAX_MESSAGE + " characters.");
    }

    private static Optional<String> textObjection(@Nullable String text) {
        return unless(
                text == null
                        || (text.length() <= MAX_TEXT_BYTES
                                && text.getBytes(StandardCharsets.UTF_8).length <= MAX_TEXT_BYTES),
                "A page has at most " + (MAX_TEXT_BYTES >> 20) + " MiB of text.");
    }

    private static Optional<String> titleObjection(String title) {
        return unless(!title.isBlank(), "A page needs a title.")
                .or(() -> unless(title.length() <= MAX_TITLE, "A title has at most " + MAX_TITLE + " characters."))
                .or(() -> unless(
                        title.chars().noneMatch(Character::isISOControl),
                        "A title is one line without control characters."));
    }

    private static Optional<String> unless(boolean fine, String sentence) {
        return fine ? Optional.empty() : Optional.of(sentence);
    }
}
