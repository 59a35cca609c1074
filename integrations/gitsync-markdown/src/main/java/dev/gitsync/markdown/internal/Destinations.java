package dev.gitsync.markdown.internal;

import dev.gitsync.markdown.link.LinkDestination;
import dev.gitsync.markdown.link.LinkKind;
import dev.gitsync.markdown.link.TextRange;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Decodes destinations: backslash escapes, character references and percent-encoding. */
public final class Destinations {
    private Destinations() {}

    /** The kinds of places in which a destination stands. */
    public enum Place {
        MARKDOWN,
        HTML,
        WIKILINK;

        /** Returns the place of a kind of links. */
        public static Place of(LinkKind kind) {
            if (kind.isWiki()) {
                return WIKILINK;
            }
            return kind == LinkKind.HTML ? HTML : MARKDOWN;
        }
    }

    /** Returns the destination that is written as {@code raw} at {@code start} of the text. */
    public static LinkDestination read(Place place, String raw, int start) {
        return place == Place.WIKILINK ? wikilink(raw, start) : url(raw, start, place == Place.MARKDOWN);
    }

    private static LinkDestination wikilink(String written, int start) {
        String raw = written.strip();
        int begin = start + written.indexOf(raw);
        int hash = raw.indexOf('#');
        String path = (hash < 0 ? raw : raw.substring(0, hash)).stripTrailing();
        return new LinkDestination(
                raw,
                new TextRange(begin, begin + raw.length()),
                raw,
                path,
                new TextRange(begin, begin + path.length()),
                null,
                hash < 0 ? null : raw.substring(hash + 1));
    }

    private static LinkDestination url(String raw, int start, boolean backslashes) {
        Unescaped unescaped = new Unescaped(raw, backslashes);
        String url = unescaped.value.toString();
        int hash = url.indexOf('#');
        int end = hash < 0 ? url.length() : hash;
        int question = url.lastIndexOf('?', end - 1) < 0 ? -1 : url.indexOf('?');
        int path = question < 0 ? end : question;
        return new LinkDestination(
                raw,
                new TextRange(start, start + raw.length()),
                url,
                withoutPercents(url.substring(0, path)),
                new TextRange(start, start + unescaped.source(path)),
                question < 0 ? null : url.substring(question + 1, end),
                hash < 0 ? null : url.substring(hash + 1));
    }

    /** Returns {@code text} with its percent-encoded bytes decoded; invalid sequences stay. */
    public static String withoutPercents(String text) {
        if (text.indexOf('%') < 0) {
            return text;
        }
        StringBuilder decoded = new StringBuilder(text.length());
        for (int at = 0; at < text.length(); ) {
            int end = endOfPercents(text, at);
            if (end == at) {
                decoded.append(text.charAt(at++));
            } else {
                decoded.append(decoded(text.substring(at, end)));
                at = end;
            }
        }
        return decoded.toString();
    }

    private static int endOfPercents(String text, int from) {
        int at = from;
        while (at + 2 < text.length()
                && text.charAt(at) == '%'
                && Character.digit(text.charAt(at + 1), 16) >= 0
                && Character.digit(text.charAt(at + 2), 16) >= 0
                && text.charAt(at + 1) < 0x80
                && text.charAt(at + 2) < 0x80) {
            at += 3;
        }
        return at;
    }

    /** Decodes each character whose bytes are valid UTF-8. */
    private static String decoded(String percents) {
        byte[] bytes = new byte[percents.length() / 3];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) Integer.parseInt(percents, 3 * i + 1, 3 * i + 3, 16);
        }
        StringBuilder decoded = new StringBuilder();
        for (int at = 0; at < bytes.length; ) {
            int length = lengthOfCharacter(bytes, at);
            decoded.append(
                    length == 0
                            ? percents.substring(3 * at, 3 * at + 3)
                            : new String(bytes, at, length, StandardCharsets.UTF_8));
            at += Math.max(1, length);
        }
        return decoded.toString();
    }

    private static int lengthOfCharacter(byte[] bytes, int from) {
        for (int length = 1; length <= Math.min(4, bytes.length - from); length++) {
            byte[] character = Arrays.copyOfRange(bytes, from, from + length);
            if (Arrays.equals(
                    new String(character, StandardCharsets.UTF_8).getBytes(StandardCharsets.UTF_8), character)) {
                return length;
            }
        }
        return 0;
    }

    /** A text without escapes and character references, and the index of each of its chars in the original. */
    private static final class Unescaped {
        private final StringBuilder value = new StringBuilder();
        private final int[] sources;
        private final int length;

        Unescaped(String raw, boolean backslashes) {
            sources = new int[raw.length()];
            length = raw.length();
            for (int at = 0; at < raw.length(); ) {
                int next = backslashes ? LinkSyntax.next(raw, at) : at + 1;
                int entity = raw.charAt(at) == '&' ? Entities.end(raw, at) : -1;
                if (entity > 0) {
                    add(Entities.decode(raw.substring(at, entity)), at);
                    at = entity;
                } else {
                    add(raw.substring(next - 1, next), at);
                    at = next;
                }
            }
        }

        private void add(String decoded, int source) {
            Arrays.fill(sources, value.length(), value.length() + decoded.length(), source);
            value.append(decoded);
        }

        int source(int index) {
            return index < value.length() ? sources[index] : length;
        }
    }
}
