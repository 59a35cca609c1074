package dev.gitsync.jdbi.internal.page;

import dev.gitsync.model.PageContent;
import dev.gitsync.model.Provenance;
import dev.gitsync.store.PageChange;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds text that PostgreSQL can't store and that a wiki does not need, before it is sent to the database. */
public final class StorabilityCheck {
    private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

    private StorabilityCheck() {}

    /** Returns the reason to refuse the plan, or empty if all of it can be stored. */
    public static Optional<String> refusal(List<PageChange> changes) {
        return changes.stream().flatMap(change -> objection(change).stream()).findFirst();
    }

    private static Optional<String> objection(PageChange change) {
        Optional<PageContent> content = change.contentAfter();
        String page = "Page " + change.id();
        Instant time = change.provenance().time();
        if (time.isBefore(EARLIEST) || time.isAfter(LATEST)) {
            return Optional.of(page + " can't be stored: the year of the change is not between 1 and 9999.");
        }
        return Stream.concat(content.stream().flatMap(StorabilityCheck::strings), strings(change.provenance()))
                .map(StorabilityCheck::flaw)
                .flatMap(Optional::stream)
                .findFirst()
                .map(flaw -> page + " can't be stored: its title, its text or the message of the change holds " + flaw
                        + ".");
    }

    private static Stream<@Nullable String> strings(PageContent content) {
        return Stream.of(content.title(), content.text());
    }

    private static Stream<@Nullable String> strings(Provenance provenance) {
        return Stream.of(provenance.author().name(), provenance.author().email(), provenance.message());
    }

    /** Finds a NUL, or an unpaired surrogate, which UTF-8 can't encode. */
    public static Optional<String> flaw(@Nullable String text) {
        if (text == null) {
            return Optional.empty();
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 0) {
                return Optional.of("a NUL character");
            }
            if (Character.isSurrogate(c)) {
                if (!Character.isSupplementaryCodePoint(text.codePointAt(i))) {
                    return Optional.of("half of a Unicode character");
                }
                i++;
            }
        }
        return Optional.empty();
    }
}
