package dev.gitsync.markdown;

import dev.gitsync.format.link.LinkReader;
import dev.gitsync.format.link.SpaceFiles;
import dev.gitsync.format.link.TextLink;
import dev.gitsync.markdown.link.LinkKind;
import dev.gitsync.markdown.link.MarkdownLink;
import dev.gitsync.markdown.resolve.LinkResolver;
import dev.gitsync.markdown.resolve.LinkRules;
import dev.gitsync.markdown.resolve.LinkTarget;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Finds the links of Markdown files for the engine, as {@link LinkResolver} does. A text that exceeds a limit of
 * {@link MarkdownLimits#DEFAULT} may have more links than the reader returns.
 */
public final class MarkdownLinkReader implements LinkReader {
    private final LinkRules rules;

    /** Creates a reader with these rules. */
    public MarkdownLinkReader(LinkRules rules) {
        this.rules = rules;
    }

    @Override
    public List<TextLink> links(String file, String text, SpaceFiles files) {
        LinkResolver resolver = new LinkResolver(rules, files);
        LineCounter lines = new LineCounter(text);
        List<TextLink> links = new ArrayList<>();
        for (MarkdownLink link : MarkdownDocument.parse(text).links()) {
            if (isToOtherPlace(link)) {
                LinkTarget target = resolver.resolve(file, link);
                if (!(target instanceof LinkTarget.External)) {
                    int line = lines.lineOf(link.destination().range().start());
                    links.add(new TextLink(written(link), line, target.accept(Path.INSTANCE)));
                }
            }
        }
        return links;
    }

    private boolean isToOtherPlace(MarkdownLink link) {
        return !link.destination().path().isEmpty()
                && (rules.wikilinks() || !link.kind().isWiki());
    }

    private static String written(MarkdownLink link) {
        String raw = link.destination().raw();
        return link.kind().isWiki() ? (link.kind() == LinkKind.EMBED ? "![[" : "[[") + raw + "]]" : raw;
    }

    /** Returns the path of a target. */
    private static final class Path implements LinkTarget.Visitor<Optional<String>> {
        static final Path INSTANCE = new Path();

        @Override
        public Optional<String> visitPage(LinkTarget.Page page) {
            return Optional.of(page.file());
        }

        @Override
        public Optional<String> visitAttachment(LinkTarget.Attachment attachment) {
            return Optional.of(attachment.file());
        }

        @Override
        public Optional<String> visitFolder(LinkTarget.Folder folder) {
            return Optional.of(folder.path());
        }

        @Override
        public Optional<String> visitExternal(LinkTarget.External external) {
            return Optional.empty();
        }

        @Override
        public Optional<String> visitBroken(LinkTarget.Broken broken) {
            return Optional.empty();
        }
    }

    /** Counts lines up to positions that ascend. */
    private static final class LineCounter {
        private final String text;
        private int at;
        private int line = 1;

        LineCounter(String text) {
            this.text = text;
        }

        int lineOf(int position) {
            for (; at < position; at++) {
                char c = text.charAt(at);
                if (c == '\n' || (c == '\r' && (at + 1 == text.length() || text.charAt(at + 1) != '\n'))) {
                    line++;
                }
            }
            return line;
        }
    }
}
