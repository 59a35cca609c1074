package dev.gitsync.markdown.codec;

import dev.gitsync.format.link.LinkCodec;
import dev.gitsync.format.link.LinkTargets;
import dev.gitsync.format.link.LinkedFiles;
import dev.gitsync.markdown.MarkdownDocument;
import dev.gitsync.markdown.MarkdownLimits;
import dev.gitsync.markdown.link.LinkKind;
import dev.gitsync.markdown.link.MarkdownLink;
import dev.gitsync.markdown.link.TextRange;
import dev.gitsync.markdown.move.TextEdit;
import dev.gitsync.markdown.resolve.LinkRules;
import dev.gitsync.model.PageId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Converts links of Markdown: {@code [Setup](../guide/setup.md#linux)} in a file is {@code [Setup](page:ID#linux)} in the wiki.
 * Images, reference definitions, {@code href} and {@code src} in HTML, wikilinks and embeds are converted as well.
 *
 * <ol>
 *   <li>A link that leads to a page or an attachment by the rules of the space gets its id. If its path is not the plain one, which is
 *       relative and has the extension, the path follows after a semicolon, so that the author's style stays:
 *       {@code [Setup](page:ID;/guide/setup)}.
 *   <li>In the file, such a path stays as long as it leads to the page. Otherwise a path in the same style is written. A plain wikilink
 *       is a path from the root, such as {@code [[/guide/setup]]}.
 *   <li>A link whose page or attachment has no file, or that can't be written as a path, stays as it is in the wiki.
 *   <li>A link that leads nowhere, outside, or to a folder without a page stays as it is in the file. So do all links of a text that
 *       exceeds {@link MarkdownLimits#DEFAULT}.
 * </ol>
 *
 * <p>No other byte changes.
 */
public final class MarkdownLinkCodec implements LinkCodec {
    /** The beginning of links by id. */
    public static final String DEFAULT_PREFIX = "page:";

    private static final Pattern SCHEME = Pattern.compile("[a-zA-Z][a-zA-Z0-9+.-]+:[a-zA-Z0-9/_.-]*");

    private final LinkRules rules;
    private final String prefix;
    private final FileKeys names;

    /** Creates a codec whose links by id begin with {@code page:}. */
    public MarkdownLinkCodec(LinkRules rules) {
        this(rules, DEFAULT_PREFIX);
    }

    /**
     * Creates a codec.
     *
     * @param prefix the beginning of links by id, for example {@code page:} or {@code wiki:/pages/}
     * @throws IllegalArgumentException if it does not begin with a scheme
     */
    public MarkdownLinkCodec(LinkRules rules, String prefix) {
        if (!SCHEME.matcher(prefix).matches()) {
            throw new IllegalArgumentException(
                    "The prefix of links by id needs a scheme, such as \"page:\": " + prefix);
        }
        this.rules = rules;
        this.prefix = prefix;
        this.names = new FileKeys(rules);
    }

    @Override
    public String toWiki(String file, String text, LinkedFiles space) {
        MarkdownDocument document = MarkdownDocument.parse(text);
        if (!document.isComplete()) {
            return text;
        }
        LinkConverter links = new LinkConverter(rules, prefix, space, file);
        CheckedEdits edits = new CheckedEdits(document);
        for (int i = 0; i < document.links().size(); i++) {
            int index = i;
            links.byId(document, document.links().get(i)).ifPresent(written -> edits.add(index, written));
        }
        String wiki = edits.text();
        return toFile(file, wiki, space).equals(text) ? wiki : text;
    }

    @Override
    public String toFile(String file, String text, LinkedFiles space) {
        if (!text.contains(prefix)) {
            return text;
        }
        MarkdownDocument document = MarkdownDocument.parse(text);
        if (!document.isComplete()) {
            return text;
        }
        LinkConverter links = new LinkConverter(rules, prefix, space, file);
        CheckedEdits edits = new CheckedEdits(document);
        for (int i = 0; i < document.links().size(); i++) {
            int index = i;
            links.path(document, document.links().get(i)).ifPresent(path -> edits.add(index, path));
        }
        return edits.text();
    }

    @Override
    public LinkTargets targets(String file, String wikiText, String fileText) {
        List<MarkdownLink> links = MarkdownDocument.parse(wikiText).links();
        List<MarkdownLink> written = MarkdownDocument.parse(fileText).links();
        Set<PageId> ids = new HashSet<>();
        Set<String> byName = new HashSet<>();
        Set<String> wanted = new HashSet<>();
        for (int i = 0; i < links.size(); i++) {
            MarkdownLink link = links.get(i);
            String raw = CheckedEdits.written(link, wikiText);
            Optional<WikiForm> form = link.kind() == LinkKind.AUTOLINK ? Optional.empty() : WikiForm.read(prefix, raw);
            if (form.isEmpty()) {
                names.wanted(file, link).ifPresent(wanted::add);
                continue;
            }
            ids.add(form.get().id());
            List<String> paths = new ArrayList<>();
            if (form.get().hasHint()) {
                paths.add(raw.substring(form.get().hint()));
            }
            if (i < written.size()) {
                paths.add(written.get(i).destination().path());
            }
            names.ofPaths(paths, link.kind()).forEach(byName::add);
        }
        return new LinkTargets(ids, byName, wanted);
    }

    @Override
    public String withoutTargets(String text) {
        List<TextEdit> edits = new ArrayList<>();
        int end = 0;
        for (MarkdownLink link : MarkdownDocument.parse(text).links()) {
            boolean isById =
                    WikiForm.read(prefix, CheckedEdits.written(link, text)).isPresent();
            boolean isPath = link.kind().isWiki() || !link.destination().isExternal();
            TextRange path = link.destination().pathRange();
            if (link.kind() != LinkKind.AUTOLINK && (isById || isPath) && path.start() >= end) {
                edits.add(new TextEdit(path, ""));
                end = path.end();
            }
        }
        return TextEdit.apply(text, edits);
    }

    @Override
    public Set<String> names(String file) {
        return names.ofFile(file);
    }

    @Override
    public Set<String> rivals(String file) {
        return names.rivals(file);
    }
}
