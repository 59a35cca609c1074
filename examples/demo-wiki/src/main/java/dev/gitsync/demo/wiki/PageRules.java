package dev.gitsync.demo.wiki;

import dev.gitsync.model.PageContent;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The limits of titles, texts and messages. Each objection is a sentence. */
public final class PageRules {
    /** The maximum length of a title, in characters. */
    public static final int MAX_TITLE = 200;
    /** The maximum length of a message, in characters. */
    public static final int MAX_MESSAGE = 2000;
    /** The maximum length of a text, in bytes of UTF-8. */
    public static final int MAX_TEXT_BYTES = 4 << 20;

    private PageRules() {}

    /** The objection to a new page, if there is one. */
    static Optional<String> objection(PageContent content, String message) {
        return titleObjection(content.title())
                .or(() -> messageObjection(message))
                .or(() -> textObjection(content.text()));
    }

    /** The objection to an edit. What it leaves unchanged is accepted: a push may have brought more than the wiki accepts. */
    static Optional<String> objection(PageContent before, PageContent after, String message) {
        return Optional.of(after.title())
                .filter(title -> !title.equals(before.title()))
                .flatMap(PageRules::titleObjection)
                .or(() -> messageObjection(message))
                .or(() -> Objects.equals(after.text(), before.text()) ? Optional.empty() : textObjection(after.text()));
    }

    private static Optional<String> messageObjection(String message) {
        return unless(message.length() <= MAX_MESSAGE, "A message has at most " + MAX_MESSAGE + " characters.");
    }

    private static Optional<String> textObjection(@Nullable String text) {
        boolean fits = text == null || text.getBytes(StandardCharsets.UTF_8).length <= MAX_TEXT_BYTES;
        return unless(fits, "A page has at most " + (MAX_TEXT_BYTES >> 20) + " MiB of text.");
    }

    private static Optional<String> titleObjection(String title) {
        boolean isLine =
                !title.isBlank() && title.length() <= MAX_TITLE && title.chars().noneMatch(Character::isISOControl);
        return unless(isLine, "A title is one line of 1 to " + MAX_TITLE + " characters.");
    }

    private static Optional<String> unless(boolean fine, String sentence) {
        return fine ? Optional.empty() : Optional.of(sentence);
    }
}
