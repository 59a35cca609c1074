package dev.gitsync.demo.web;

import dev.gitsync.demo.files.FileContent;
import dev.gitsync.demo.files.FileNames;
import dev.gitsync.demo.files.FileType;
import dev.gitsync.demo.files.FoundFile;
import dev.gitsync.demo.server.Visit;
import dev.gitsync.demo.sync.SpaceSync;
import dev.gitsync.demo.wiki.FoundPage;
import dev.gitsync.demo.wiki.OpenSpace;
import dev.gitsync.model.Attachment;
import dev.gitsync.model.AttachmentContent;
import dev.gitsync.model.PageId;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Leads from a text or an address to a file. */
final class FileLinks {
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

    /** The address of the file of a page that a link in its text names, while there are no paths; other links stay as they are. */
    static String byName(Visit visit, FoundPage page, String link) {
        return name(link)
                .flatMap(name -> visit.wiki().files().stored().named(page.in().space(), page.id(), name))
                .map(file -> Links.attachment(page.in().id(), file.id(), "content"))
                .orElse(link);
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

    /** Where the files of the same page or space are listed. */
    static String owner(FoundFile file) {
        PageId page = file.page();
        return page == null ? Links.space(file.in().id(), "files") : Links.page(page, "files");
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
