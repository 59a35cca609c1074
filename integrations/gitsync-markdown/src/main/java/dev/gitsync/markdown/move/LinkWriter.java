package dev.gitsync.markdown.move;

import dev.gitsync.markdown.internal.Destinations;
import dev.gitsync.markdown.link.LinkDestination;
import dev.gitsync.markdown.link.LinkKind;
import dev.gitsync.markdown.link.TextRange;
import dev.gitsync.markdown.resolve.LinkResolver;
import dev.gitsync.markdown.resolve.LinkRules;
import java.util.Optional;
import java.util.stream.Stream;

/** Writes a link so that it leads to a target. Immutable. */
public final class LinkWriter {
    private final LinkRules rules;
    private final LinkResolver resolver;

    /**
     * Creates a writer.
     *
     * @param resolver decides where a written link leads
     */
    public LinkWriter(LinkRules rules, LinkResolver resolver) {
        this.rules = rules;
        this.resolver = resolver;
    }

    /** Returns the edit, or nothing if no path leads to the target. */
    Optional<TextEdit> edit(LinkTask task) {
        Optional<TextEdit> edit = paths(task)
                .findFirst()
                .map(raw -> new TextEdit(task.link().destination().pathRange(), raw));
        return task.link().kind().isWiki() ? edit.or(() -> asMarkdown(task)) : edit;
    }

    /** Returns the paths, as they are written at the place of the link, that lead to the target, in the author's style first. */
    public Stream<String> paths(LinkTask task) {
        PathEncoder encoder = PathEncoder.of(task);
        Stream<String> written = task.link().kind().isWiki()
                ? new WikilinkWriter(rules, resolver, task).paths()
                : urls(task).flatMap(encoder::encoded);
        return written.filter(raw -> leadsToTarget(task, task.link().kind(), raw));
    }

    private Stream<String> urls(LinkTask task) {
        return new DestinationWriter(rules, resolver, task).paths();
    }

    /** Replaces a wikilink by a link with the same text and fragment. */
    private Optional<TextEdit> asMarkdown(LinkTask task) {
        LinkDestination destination = task.link().destination();
        int afterTarget = destination.range().end();
        String rest = task.text()
                .substring(afterTarget, task.link().range().end() - 2)
                .strip();
        String label = rest.isEmpty() ? destination.raw() : rest.substring(rest.indexOf('|') + 1);
        String fragment = destination.fragment() == null
                ? ""
                : "#"
                        + PathEncoder.plain()
                                .encoded(destination.fragment())
                                .findFirst()
                                .orElse("");
        LinkKind kind = task.link().kind() == LinkKind.EMBED ? LinkKind.IMAGE : LinkKind.LINK;
        return urls(task)
                .flatMap(path -> PathEncoder.plain().encoded(path))
                .filter(raw -> leadsToTarget(task, kind, raw))
                .findFirst()
                .map(raw -> (kind == LinkKind.IMAGE ? "![" : "[") + label + "](" + raw + fragment + ")")
                .map(written -> new TextEdit(task.link().range(), written));
    }

    private boolean leadsToTarget(LinkTask task, LinkKind kind, String raw) {
        TextRange range = task.link().destination().pathRange();
        LinkDestination written = Destinations.read(Destinations.Place.of(kind), raw, range.start());
        return written.pathRange().length() == raw.length()
                && resolver.resolve(task.linker(), kind, written).equals(task.target());
    }
}
