package dev.gitsync.demo.web;

import dev.gitsync.demo.files.FileContent;
import dev.gitsync.demo.files.FileNames;
import dev.gitsync.demo.files.FileType;
import dev.gitsync.demo.links.SpaceLinks;
import dev.gitsync.demo.markdown.MarkdownRenderer;
import dev.gitsync.demo.markdown.MarkdownRenderer.RenderedPage;
import dev.gitsync.demo.markdown.TextLinks;
import dev.gitsync.demo.server.Visit;
import dev.gitsync.demo.sync.SpaceSync;
import dev.gitsync.demo.wiki.FoundPage;
import dev.gitsync.demo.wiki.OpenSpace;
import dev.gitsync.jdbi.JdbiAttachments.AttachmentInfo;
import dev.gitsync.markdown.link.LinkDestination;
import dev.gitsync.markdown.link.MarkdownLink;
import dev.gitsync.model.Attachment;
import dev.gitsync.model.AttachmentContent;
import dev.gitsync.model.PageId;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Leads from a text or an address to a file. */
final class FileLinks {
    private static final MarkdownRenderer MARKDOWN = new MarkdownRenderer();

    private FileLinks() {}

    /** The contents of an attachment, to be sent. */
    static FileContent content(Visit visit, OpenSpace space, AttachmentContent content) {
        return FileContent.of(visit.wiki().files().stored().store(), space.space(), content)
                .asDownload(!visit.field("download").isEmpty());
    }

    /** The contents of the file at a path in git: those of the attachment, or of a file that stays in git alone. */
    static Optional<FileContent> at(Visit visit, OpenSpace space, String path) {
        SpaceSync git = visit.wiki().git().paths();
        return git.attachmentAt(space.space(), path)
                .flatMap(id -> visit.wiki().files().find(space, id.value()))
                .filter(file -> !file.isDeleted())
                .map(file -> content(visit, space, file.content()))
                .or(() -> git.file(space.space(), path));
    }

    /** Renders {@code text} with links that start from {@code path}, the file of {@code page}, or name a file of the page. */
    static RenderedPage rendered(Visit visit, FoundPage page, String path, String text) {
        OpenSpace space = page.in();
        return path.isEmpty()
                ? MARKDOWN.render(page.title(), text, new ByName(visit, page))
                : visit.wiki()
                        .git()
                        .links()
                        .in(
                                space.space(),
                                path,
                                links -> MARKDOWN.render(page.title(), text, new InSpace(space, path, links)));
    }

    /** Links from a file to others. */
    private record InSpace(OpenSpace space, String path, SpaceLinks.Links links) implements TextLinks {
        @Override
        public Address of(String url) {
            return address(url, links.target(url), url.contains("#") ? url.substring(url.indexOf('#')) : "");
        }

        @Override
        public Address ofWikilink(MarkdownLink link) {
            LinkDestination destination = link.destination();
            String heading = destination.fragment();
            return address(
                    destination.path(),
                    links.target(link.kind(), destination),
                    heading == null ? "" : "#" + Links.encodedPath(heading));
        }

        private Address address(String written, SpaceLinks.Target target, String anchor) {
            if (target instanceof SpaceLinks.Target.ToPage page) {
                return Address.of(Links.page(page.id()) + anchor);
            } else if (target instanceof SpaceLinks.Target.ToAttachment file) {
                return at(file.path(), Links.attachment(space.id(), file.id(), "content") + anchor);
            } else if (target instanceof SpaceLinks.Target.ToFile file) {
                return at(file.path(), Links.file(space.id(), file.path()) + anchor);
            } else if (target instanceof SpaceLinks.Target.ToFolder folder) {
                return Address.of(Links.files(space.id(), folder.page()));
            } else if (target instanceof SpaceLinks.Target.Broken) {
                return new Address(Links.inText(space.id(), path, written), Kind.NOTHING);
            }
            return Address.of(written.isEmpty() ? anchor : written);
        }

        private static Address at(String file, String url) {
            return new Address(url, FileType.of(file).isImage() ? Kind.IMAGE : Kind.OTHER);
        }
    }

    /** Links of a page without a path, which may name its files. The files are read once, if there is a link. */
    private static final class ByName implements TextLinks {
        private final Visit visit;
        private final FoundPage page;
        private @Nullable Map<String, PageId> files;

        ByName(Visit visit, FoundPage page) {
            this.visit = visit;
            this.page = page;
        }

        @Override
        public Address of(String url) {
            return name(url).flatMap(this::file).orElseGet(() -> Address.of(url));
        }

        @Override
        public Address ofWikilink(MarkdownLink link) {
            return file(link.destination().path()).orElseGet(() -> new Address("#", Kind.NOTHING));
        }

        private Optional<Address> file(String name) {
            if (files == null) {
                files = visit.wiki().files().stored().ofPage(page.in().space(), page.id()).stream()
                        .map(AttachmentInfo::attachment)
                        .collect(Collectors.toMap(file -> file.content().name(), Attachment::id, (one, other) -> one));
            }
            return Optional.ofNullable(files.get(name))
                    .map(id -> InSpace.at(name, Links.attachment(page.in().id(), id, "content")));
        }
    }

    private static Optional<String> name(String link) {
        try {
            return link.isEmpty() || link.contains(":") || link.startsWith("/") || link.startsWith("#")
                    ? Optional.empty()
                    : Optional.of(URLDecoder.decode(link.replace("+", "%2B"), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /**
     * The Markdown that shows an image or links to another file in the text of its page, by a path that also leads there in a clone.
     * Without git, the path is the name alone.
     */
    static String markdown(Visit visit, OpenSpace space, Attachment file) {
        AttachmentContent content = file.content();
        List<PageId> wanted = new ArrayList<>(List.of(file.id()));
        if (content.page() != null) {
            wanted.add(content.page());
        }
        Map<PageId, String> paths = visit.wiki().git().paths().paths(space.space(), wanted);
        String path = paths.getOrDefault(file.id(), content.name());
        String page = content.page() == null ? "" : paths.getOrDefault(content.page(), "");
        String folder = page.substring(0, page.lastIndexOf('/') + 1);
        String link = Links.encodedPath(path.startsWith(folder) ? path.substring(folder.length()) : "/" + path);
        String text = FileNames.last(FileNames.shown(content.name())).replaceAll("([\\\\\\[\\]`*_<>!&])", "\\\\$1");
        return (FileType.of(content.name()).isImage() ? "!" : "") + "[" + text + "](" + link + ")";
    }
}
