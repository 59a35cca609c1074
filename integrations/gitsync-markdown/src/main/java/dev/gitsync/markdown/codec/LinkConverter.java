package dev.gitsync.markdown.codec;

import dev.gitsync.format.link.LinkedFiles;
import dev.gitsync.markdown.MarkdownDocument;
import dev.gitsync.markdown.internal.Destinations;
import dev.gitsync.markdown.link.LinkDestination;
import dev.gitsync.markdown.link.LinkKind;
import dev.gitsync.markdown.link.MarkdownLink;
import dev.gitsync.markdown.link.TextRange;
import dev.gitsync.markdown.move.LinkTask;
import dev.gitsync.markdown.move.LinkWriter;
import dev.gitsync.markdown.resolve.LinkResolver;
import dev.gitsync.markdown.resolve.LinkRules;
import dev.gitsync.markdown.resolve.LinkTarget;
import dev.gitsync.model.PageId;
import java.util.Optional;

/** The links of one page of a space: their paths for ids, and their ids for paths. */
final class LinkConverter {
    private final LinkRules rules;
    private final String prefix;
    private final LinkedFiles space;
    private final String file;
    private final LinkResolver resolver;
    private final LinkWriter writer;

    LinkConverter(LinkRules rules, String prefix, LinkedFiles space, String file) {
        this.rules = rules;
        this.prefix = prefix;
        this.space = space;
        this.file = file;
        this.resolver = new LinkResolver(rules, space);
        this.writer = new LinkWriter(rules, resolver);
    }

    /** Returns the path to write for a link of a text of the wiki, if it is a link by id to something that has a file. */
    Optional<String> path(MarkdownDocument document, MarkdownLink link) {
        String raw = CheckedEdits.written(link, document.text());
        Optional<WikiForm> form = form(link, raw);
        return form.flatMap(found -> target(found.id()).flatMap(target -> path(document, link, found, target)));
    }

    private Optional<WikiForm> form(MarkdownLink link, String raw) {
        return link.kind() == LinkKind.AUTOLINK ? Optional.empty() : WikiForm.read(prefix, raw);
    }

    private Optional<LinkTarget> target(PageId id) {
        return space.path(id).map(path -> {
            if (!space.isFile(path)) {
                return new LinkTarget.Folder(path);
            }
            return path.endsWith(rules.pageExtension()) ? new LinkTarget.Page(path) : new LinkTarget.Attachment(path);
        });
    }

    private Optional<String> path(MarkdownDocument document, MarkdownLink link, WikiForm form, LinkTarget target) {
        TextRange place = link.destination().pathRange();
        String raw = place.of(document.text());
        String hint = form.hasHint() ? raw.substring(form.hint()) : "";
        Optional<WikiForm> nested = WikiForm.read(prefix, hint);
        if (nested.filter(inner -> inner.id().equals(form.id())).isPresent()) {
            return Optional.of(hint);
        }
        if (hint.isEmpty() || nested.isPresent()) {
            return standard(document, link, target);
        }
        LinkDestination written =
                Destinations.read(Destinations.Place.of(link.kind()), hint, place.start() + form.hint());
        boolean isPath = written.pathRange().length() == hint.length();
        if (isPath && resolver.resolve(file, link.kind(), written).equals(target)) {
            return Optional.of(hint);
        }
        return isPath ? written(document, link, written, target) : standard(document, link, target);
    }

    /** Returns the path of a link whose author expressed no style. */
    private Optional<String> standard(MarkdownDocument document, MarkdownLink link, LinkTarget target) {
        String folder = target instanceof LinkTarget.Folder ? "x/" : "x" + rules.pageExtension();
        String style = link.kind().isWiki() ? "/x" : folder;
        int start = link.destination().range().start();
        TextRange nothing = new TextRange(start, start);
        return written(document, link, new LinkDestination("", nothing, "", style, nothing, null, null), target);
    }

    private Optional<String> written(
            MarkdownDocument document, MarkdownLink link, LinkDestination style, LinkTarget target) {
        LinkDestination at = new LinkDestination(
                style.raw(), link.destination().range(), style.url(), style.path(), style.pathRange(), null, null);
        LinkTask task = new LinkTask(document, new MarkdownLink(link.kind(), link.range(), at), file, target);
        return writer.paths(task)
                .filter(path -> WikiForm.read(prefix, path).isEmpty())
                .findFirst();
    }

    /** Returns what the wiki stores for a link of a file, if that is not the path itself. */
    Optional<String> byId(MarkdownDocument document, MarkdownLink link) {
        String raw = CheckedEdits.written(link, document.text());
        Optional<WikiForm> form = form(link, raw);
        if (form.isPresent()) {
            boolean stays =
                    path(document, link).filter(path -> !path.equals(raw)).isEmpty();
            return stays
                    ? Optional.empty()
                    : Optional.of(WikiForm.written(prefix, form.get().id()) + ";" + raw);
        }
        if (raw.isEmpty() || link.kind() == LinkKind.AUTOLINK) {
            return Optional.empty();
        }
        LinkTarget target = resolver.resolve(file, link);
        return id(target)
                .filter(id -> target(id).filter(target::equals).isPresent())
                .map(id -> {
                    String plain = WikiForm.written(prefix, id);
                    boolean isStandard =
                            standard(document, link, target).filter(raw::equals).isPresent();
                    return isStandard ? plain : plain + ";" + raw;
                });
    }

    private Optional<PageId> id(LinkTarget target) {
        if (target instanceof LinkTarget.Page page) {
            return space.id(page.file());
        }
        if (target instanceof LinkTarget.Attachment attachment) {
            return space.id(attachment.file());
        }
        return target instanceof LinkTarget.Folder folder ? space.id(folder.path()) : Optional.empty();
    }
}
