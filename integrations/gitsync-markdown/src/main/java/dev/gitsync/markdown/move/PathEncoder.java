package dev.gitsync.markdown.move;

import dev.gitsync.markdown.internal.Destinations;
import dev.gitsync.markdown.internal.LinkSyntax;
import dev.gitsync.markdown.link.LinkKind;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Writes the path of a URL at the place of a link: names that the author wrote already stay as they were written, others are
 * percent-encoded where they have to be.
 */
final class PathEncoder {
    private static final String NEVER_PLAIN = "%#?\\<>\"'`|";
    private static final Pattern ENCODED = Pattern.compile("%[89a-fA-F][0-9a-fA-F]");
    private static final Pattern ENTITY = Pattern.compile("&(?=[#a-zA-Z])");

    /** What surrounds the destination. */
    private enum Quotes {
        NONE,
        ANGLE_BRACKETS,
        ATTRIBUTE
    }

    private final Quotes quotes;
    private final Map<String, String> written = new HashMap<>();
    private final boolean encodesLetters;

    private PathEncoder(Quotes quotes, boolean encodesLetters) {
        this.quotes = quotes;
        this.encodesLetters = encodesLetters;
    }

    /** Returns an encoder for a destination without angle brackets. */
    static PathEncoder plain() {
        return new PathEncoder(Quotes.NONE, false);
    }

    /** Returns an encoder for the place of a link. */
    static PathEncoder of(LinkTask task) {
        int start = task.link().destination().range().start();
        boolean angled = start > 0 && task.text().charAt(start - 1) == '<';
        boolean html = task.link().kind() == LinkKind.HTML;
        Quotes quotes = html ? Quotes.ATTRIBUTE : angled ? Quotes.ANGLE_BRACKETS : Quotes.NONE;
        String raw = task.rawPath();
        PathEncoder encoder = new PathEncoder(quotes, ENCODED.matcher(raw).find());
        for (String name : raw.split("/", -1)) {
            encoder.written.put(
                    Destinations.read(Destinations.Place.of(task.link().kind()), name, 0)
                            .path(),
                    name);
        }
        return encoder;
    }

    /** Returns the ways to write a path, the author's first. */
    Stream<String> encoded(String path) {
        return Stream.of(join(path, true), join(path, false)).distinct().filter(this::fits);
    }

    private String join(String path, boolean reuse) {
        List<String> names = new ArrayList<>();
        for (String name : path.split("/", -1)) {
            String old = reuse ? written.get(name) : null;
            names.add(old == null ? encodedName(name, names.isEmpty()) : old);
        }
        return String.join("/", names);
    }

    private boolean fits(String raw) {
        return quotes != Quotes.NONE
                || (!raw.startsWith("<") && LinkSyntax.endOfDestination(raw + " ", 0) == raw.length());
    }

    private String encodedName(String name, boolean first) {
        StringBuilder encoded = new StringBuilder();
        name.codePoints().forEach(c -> {
            String character = Character.toString(c);
            encoded.append(mustEncode(c) || (first && c == ':') ? percents(character) : character);
        });
        return ENTITY.matcher(encoded).replaceAll("%26");
    }

    private boolean mustEncode(int c) {
        if (c >= 0x80) {
            return encodesLetters || Character.isISOControl(c);
        }
        boolean blank = c == ' ' && quotes != Quotes.ANGLE_BRACKETS;
        boolean equals = c == '=' && quotes == Quotes.ATTRIBUTE;
        boolean parenthesis = (c == '(' || c == ')') && quotes == Quotes.NONE;
        return blank || equals || parenthesis || Character.isISOControl(c) || NEVER_PLAIN.indexOf(c) >= 0;
    }

    private static String percents(String character) {
        StringBuilder percents = new StringBuilder();
        for (byte b : character.getBytes(StandardCharsets.UTF_8)) {
            percents.append(String.format(Locale.ROOT, "%%%02X", b));
        }
        return percents.toString();
    }
}
