package dev.gitsync.engine;

import dev.gitsync.format.MarkdownFormat;
import dev.gitsync.format.SafePathNaming;
import dev.gitsync.format.link.SpaceFiles;
import dev.gitsync.format.link.TextLink;
import dev.gitsync.internal.index.LinkIndex;
import dev.gitsync.internal.pages.LinkParts;
import dev.gitsync.internal.pages.PageFiles;
import dev.gitsync.internal.state.SpaceRefs;
import dev.gitsync.internal.state.Workspace;
import dev.gitsync.model.PageId;
import dev.gitsync.model.Space;
import dev.gitsync.repository.RepositoryStore;
import dev.gitsync.repository.SpaceRepository;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** What the engine knows about the links of a space, and a full recount of it. */
final class LinkFixture {
    private final RepositoryStore repositories;
    private final Space space;
    private final PageFiles files;

    LinkFixture(RepositoryStore repositories, Space space, boolean haveAttachments) {
        this.repositories = repositories;
        this.space = space;
        this.files = new PageFiles(new MarkdownFormat(), new SafePathNaming())
                .withAttachments(haveAttachments)
                .withLinks(LinkParts.none().reader(new TextLinks()));
    }

    static LinkFixture of(EngineFixture wiki) {
        return new LinkFixture(
                wiki.repositories, wiki.space, wiki.wiki.attachments().isPresent());
    }

    private interface Reading<T> {
        T read(Workspace work) throws IOException;
    }

    private <T> T reading(Reading<T> reading) {
        try (SpaceRepository repository = repositories.open(space);
                Workspace work = Workspace.at(repository, SpaceRefs.read(repository), files)) {
            return reading.read(work);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    LinkIndex.Progress progress() {
        return reading(work -> work.index().links().progress());
    }

    /** Returns who links to what, as the paths of linkers and targets. */
    SortedMap<String, Set<String>> links(GitUser git) {
        return reading(work -> {
            SortedMap<String, Set<String>> links = new TreeMap<>();
            for (Map.Entry<String, PageId> page : ids(work, git).entrySet()) {
                for (PageId target : work.index().links().targets(page.getValue())) {
                    links.computeIfAbsent(page.getKey(), key -> new TreeSet<>()).add(shown(work, target));
                }
            }
            return links;
        });
    }

    /** Returns the same from the side of the targets. */
    SortedMap<String, Set<String>> reversedLinks(GitUser git) {
        return reading(work -> {
            SortedMap<String, Set<String>> links = new TreeMap<>();
            for (Map.Entry<String, PageId> file : ids(work, git).entrySet()) {
                for (PageId linker : work.index().links().linkers(file.getValue())) {
                    links.computeIfAbsent(shown(work, linker), key -> new TreeSet<>())
                            .add(file.getKey());
                }
            }
            return links;
        });
    }

    /** Returns the links that the files of main have. */
    SortedMap<String, Set<String>> recount(GitUser git) {
        return reading(work -> {
            SortedMap<String, PageId> ids = ids(work, git);
            SortedMap<String, Set<String>> links = new TreeMap<>();
            git.texts(git.main()).forEach((path, text) -> {
                if (ids.containsKey(path) && path.endsWith(".md")) {
                    for (TextLink link : new TextLinks().links(path, text, new Paths(git.paths()))) {
                        link.target()
                                .filter(ids::containsKey)
                                .ifPresent(target -> links.computeIfAbsent(path, key -> new TreeSet<>())
                                        .add(target));
                    }
                }
            });
            return links;
        });
    }

    /** The texts of the pages of main by their ids, with the paths of all files. */
    record Snapshot(SortedMap<String, PageId> pages, SortedMap<String, String> texts, List<String> files) {
        /** Returns the links of a page that lead nowhere, each with its line. */
        private List<TextLink> broken(String file) {
            return new TextLinks()
                    .links(file, texts.getOrDefault(file, ""), new Paths(files)).stream()
                            .filter(link -> link.target().isEmpty())
                            .toList();
        }

        private List<TextLink> broken(PageId page) {
            return pages.entrySet().stream()
                    .filter(entry -> entry.getValue().equals(page))
                    .flatMap(entry -> broken(entry.getKey()).stream())
                    .toList();
        }
    }

    /** Returns the present state. */
    Snapshot snapshot(GitUser git) {
        return reading(work -> {
            SortedMap<String, PageId> pages = ids(work, git);
            pages.keySet().removeIf(path -> !path.endsWith(".md"));
            return new Snapshot(pages, git.texts(git.main()), git.paths());
        });
    }

    /** Returns the lines of the receipt about links between two states, by looking at every link of both. */
    static List<String> brokenBetween(Snapshot before, Snapshot after) {
        List<String> lines = new ArrayList<>();
        after.pages().forEach((file, page) -> {
            List<String> known = new ArrayList<>(
                    before.broken(page).stream().map(TextLink::written).toList());
            for (TextLink link : after.broken(file)) {
                if (!known.remove(link.written())) {
                    lines.add(file + ":" + link.line() + ": " + link.written());
                }
            }
        });
        return lines;
    }

    /** Returns pages, attachments and folders of pages without a file by their paths. */
    private SortedMap<String, PageId> ids(Workspace work, GitUser git) throws IOException {
        SortedMap<String, PageId> ids = new TreeMap<>();
        Set<String> paths = new LinkedHashSet<>(git.paths());
        for (String path : git.paths()) {
            for (String folder = TextLinks.parent(path); !folder.isEmpty(); folder = TextLinks.parent(folder)) {
                paths.add(folder);
            }
        }
        for (String path : paths) {
            work.state().target(path).filter(id -> !ids.containsValue(id)).ifPresent(id -> ids.put(path, id));
        }
        return ids;
    }

    private static String shown(Workspace work, PageId id) throws IOException {
        var page = work.index().page(id);
        if (page.isPresent()) {
            return page.get().hasFile()
                    ? work.filePath(page.get())
                    : work.index().path(page.get());
        }
        var attachment = work.index().attachments().find(id);
        return attachment.isPresent() ? work.index().attachments().path(attachment.get()) : "gone " + id;
    }

    /** The files of a tree, as the look-ups of links see them. */
    record Paths(Set<String> files, Set<String> folders) implements SpaceFiles {
        Paths(Collection<String> files) {
            this(new TreeSet<>(files), new TreeSet<>());
            for (String file : files) {
                for (String folder = file; !folder.isEmpty(); ) {
                    folder = TextLinks.parent(folder);
                    folders.add(folder);
                }
            }
        }

        @Override
        public boolean isFile(String path) {
            return files.contains(path);
        }

        @Override
        public boolean isFolder(String path) {
            return folders.contains(path);
        }

        @Override
        public Collection<String> filesNamed(String name) {
            return named(name, files);
        }

        @Override
        public Collection<String> foldersNamed(String name) {
            return named(name, folders);
        }

        private static List<String> named(String name, Set<String> paths) {
            List<String> found = new ArrayList<>();
            for (String path : paths) {
                if (path.substring(path.lastIndexOf('/') + 1).equalsIgnoreCase(name)) {
                    found.add(path);
                }
            }
            return found;
        }
    }
}
