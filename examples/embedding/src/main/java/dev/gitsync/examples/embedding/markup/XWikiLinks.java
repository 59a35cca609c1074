package dev.gitsync.examples.embedding.markup;

import dev.gitsync.format.link.LinkReader;
import dev.gitsync.format.link.SpaceFiles;
import dev.gitsync.format.link.TextLink;
import java.util.List;

/**
 * Links of XWiki 2.1 to pages and attachments of the space ({@link XWikiReference}). Verbatim text, the content of macros for code, HTML
 * and comments, and escaped characters do not count.
 */
final class XWikiLinks implements LinkReader {
    private static final int MAX_LENGTH = 2_000;
    private static final List<Blind> BLIND = List.of(
            new Blind("{{{", "}}}"),
            new Blind("{{code", "{{/code}}"),
            new Blind("{{html", "{{/html}}"),
            new Blind("{{comment", "{{/comment}}"));

    /** Where text begins and ends that is not read. */
    private record Blind(String begin, String end) {}

    @Override
    public List<TextLink> links(String file, String text, SpaceFiles files) {
        Scanner scanner = new Scanner(text, new LinkScan(file, files));
        while (scanner.at < text.length()) {
            scanner.step();
        }
        return scanner.links.links();
    }

    /** Goes through a text once. */
    private static final class Scanner {
        private final String text;
        private final LinkScan links;
        private int at;
        private int line = 1;
        /** Whether the text has no further end of each of {@link #BLIND}. */
        private final boolean[] isOpen = new boolean[BLIND.size()];

        Scanner(String text, LinkScan links) {
            this.text = text;
            this.links = links;
        }

        void step() {
            char c = text.charAt(at);
            if (c == '{' && text.startsWith("{{", at)) {
                moveTo(blindEnd());
            } else if (c == '~') {
                moveTo(Math.min(at + 2, text.length()));
            } else if (c == '[' && text.startsWith("[[", at)) {
                link();
            } else if (c == 'i' && text.startsWith("image:", at) && isWordStart()) {
                image();
            } else {
                moveTo(at + 1);
            }
        }

        private boolean isWordStart() {
            return at == 0 || !Character.isLetterOrDigit(text.charAt(at - 1));
        }

        /** Returns the end of what the braces begin, if it is not read. */
        private int blindEnd() {
            for (int i = 0; i < BLIND.size(); i++) {
                Blind blind = BLIND.get(i);
                if (!isOpen[i] && text.startsWith(blind.begin(), at)) {
                    int end = text.indexOf(blind.end(), at + blind.begin().length());
                    if (end >= 0) {
                        return end + blind.end().length();
                    }
                    isOpen[i] = true;
                }
            }
            return at + 1;
        }

        private void link() {
            int limit = Math.min(text.length(), at + MAX_LENGTH);
            int end = at + 2;
            while (end < limit && !text.startsWith("]]", end)) {
                end += text.charAt(end) == '~' ? 2 : 1;
            }
            if (end >= limit) {
                moveTo(at + 2);
                return;
            }
            XWikiReference.ofLink(text.substring(at + 2, end)).addTo(links, line);
            moveTo(end + 2);
        }

        private void image() {
            int end = at;
            while (end < text.length() && end < at + MAX_LENGTH && isTarget(text.charAt(end))) {
                end++;
            }
            new XWikiReference(text.substring(at, end)).addTo(links, line);
            moveTo(end);
        }

        private static boolean isTarget(char c) {
            return !Character.isWhitespace(c) && "[]|>~".indexOf(c) < 0;
        }

        private void moveTo(int next) {
            for (; at < next; at++) {
                line += text.charAt(at) == '\n' ? 1 : 0;
            }
        }
    }
}
