package dev.gitsync.demo.html;

import com.google.errorprone.annotations.CompileTimeConstant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * Markup that is safe to send. There are two ways to make some: a template that the compiler knows to be a constant, whose
 * {@code {}} take values in order, or the Markdown renderer. Every value that is not itself {@code Html} is
 * escaped, for text and for attributes in double quotes alike, so that forgetting is impossible.
 */
public final class Html {
    /** No markup at all. */
    public static final Html EMPTY = new Html("");

    private static final String HOLE = "{}";

    private final String markup;

    private Html(String markup) {
        this.markup = markup;
    }

    /** Markup that another class has made safe. */
    public static Html safe(String markup) {
        return new Html(markup);
    }

    /**
     * Fills the {@code {}} of a template.
     *
     * @param values as many as the template has holes: {@code Html} is taken as it is, a list of {@code Html} is joined,
     *     everything else is escaped
     */
    public static Html of(@CompileTimeConstant String template, Object... values) {
        StringBuilder out = new StringBuilder(template.length() + 64 * values.length);
        int from = 0;
        for (Object value : values) {
            int hole = template.indexOf(HOLE, from);
            if (hole < 0) {
                throw new IllegalArgumentException("The template has fewer holes than there are values");
            }
            out.append(template, from, hole);
            append(out, value);
            from = hole + HOLE.length();
        }
        if (template.indexOf(HOLE, from) >= 0) {
            throw new IllegalArgumentException("The template has more holes than there are values");
        }
        return new Html(out.append(template, from, template.length()).toString());
    }

    /** The text, escaped. */
    public static Html text(String text) {
        return of(HOLE, text);
    }

    /** {@code yes} if the condition holds, otherwise nothing. */
    public static Html when(boolean condition, @CompileTimeConstant String yes) {
        return condition ? new Html(yes) : EMPTY;
    }

    /** All of {@code parts}, one after the other. */
    public static Html join(List<Html> parts) {
        return new Html(parts.stream().map(part -> part.markup).collect(Collectors.joining()));
    }

    /** The markup. */
    @Override
    public String toString() {
        return markup;
    }

    private static void append(StringBuilder out, Object value) {
        if (value instanceof Html html) {
            out.append(html.markup);
        } else if (value instanceof List<?> list) {
            list.forEach(part -> out.append(((Html) part).markup));
        } else {
            escape(out, Objects.toString(value));
        }
    }

    private static void escape(StringBuilder out, String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                case '\'' -> out.append("&#39;");
                default -> out.append(c);
            }
        }
    }
}
