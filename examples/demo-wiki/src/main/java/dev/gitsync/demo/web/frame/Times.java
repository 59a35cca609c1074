package dev.gitsync.demo.web.frame;

import dev.gitsync.demo.html.Html;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** Points in time for people; in UTC, since a page without a script knows no better. */
public final class Times {
    private static final DateTimeFormatter READABLE = DateTimeFormatter.ofPattern(
                    "d MMM uuuu, HH:mm 'UTC'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private Times() {}

    /** A point in time. */
    public static Html at(Instant time) {
        return Html.of("<time datetime=\"{}\">{}</time>", time.truncatedTo(ChronoUnit.SECONDS), READABLE.format(time));
    }
}
