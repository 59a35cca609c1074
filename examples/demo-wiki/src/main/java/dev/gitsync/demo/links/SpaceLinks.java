package dev.gitsync.demo.links;

import dev.gitsync.GitSync;
import dev.gitsync.markdown.link.LinkDestination;
import dev.gitsync.markdown.link.LinkKind;
import dev.gitsync.markdown.resolve.LinkResolver;
import dev.gitsync.markdown.resolve.LinkRules;
import dev.gitsync.markdown.resolve.LinkTarget;
import dev.gitsync.markdown.resolve.TreePaths;
import dev.gitsync.model.PageId;
import dev.gitsync.model.Space;
import dev.gitsync.report.SpacePaths;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Finds what links lead to and who links to a page, at the paths of the last cycle. Thread-safe. */
public final class SpaceLinks {
    private final GitSync gitSync;
    private final LinkTable table;
    private final LinkRules rules;
    private final SpaceTrees trees;

    /** Works with the repositories of {@code gitSync} and the links of {@code table}. */
    public SpaceLinks(GitSync gitSync, LinkTable table, LinkRules rules) {
        this.gitSync = gitSync;
        this.table = table;
        this.rules = rules;
        this.trees = new SpaceTrees(gitSync);
    }

    /** Edits the links to what the wiki moves. */
    public LinkMoves moves() {
        return new LinkMoves(gitSync, table, rules, trees);
    }

    /** What a link leads to. */
    public sealed interface Target {
        /** A page. */
        record ToPage(PageId id) implements Target {}

        /** An attachment, with the path of its file. */
        record ToAttachment(PageId id, String path) implements Target {}

        /** A file that only git has. */
        record ToFile(String path) implements Target {}

        /** The files of a page or, for null, of the space: of a folder without pages. */
        record ToFolder(@Nullable PageId page) implements Target {}

        /** Something outside, or the page itself. */
        record Unchanged() implements Target {}

        /** Nothing. */
        record Broken() implements Target {}
    }

    /** The links of one page, as long as {@link #in} runs. */
    public static final class Links {
        private final LinkResolver resolver;
        private final SpacePaths paths;
        private final String linker;

        private Links(LinkResolver resolver, SpacePaths paths, String linker) {
            this.resolver = resolver;
            this.paths = paths;
            this.linker = linker;
        }

        /** What a URL in the HTML of the page leads to. */
        public Target target(String url) {
            return target(LinkKind.LINK, StoredLink.destination(url));
        }

        /** What a destination leads to. */
        public Target target(LinkKind kind, LinkDestination destination) {
            if (destination.path().isEmpty()) {
                return new Target.Unchanged();
            }
            return resolver.resolve(linker, kind, destination).accept(new Found(paths));
        }
    }

    private record Found(SpacePaths paths) implements LinkTarget.Visitor<Target> {
        @Override
        public Target visitPage(LinkTarget.Page page) {
            Optional<PageId> id = paths.page(page.file());
            return id.isPresent() ? new Target.ToPage(id.get()) : new Target.ToFile(page.file());
        }

        @Override
        public Target visitAttachment(LinkTarget.Attachment attachment) {
            Optional<PageId> id = paths.attachment(attachment.file());
            return id.isPresent()
                    ? new Target.ToAttachment(id.get(), attachment.file())
                    : new Target.ToFile(attachment.file());
        }

        @Override
        public Target visitFolder(LinkTarget.Folder folder) {
            Optional<PageId> page = folder.path().isEmpty() ? Optional.empty() : paths.page(folder.path() + "/");
            return page.isPresent() ? new Target.ToPage(page.get()) : new Target.ToFolder(owner(folder.path()));
        }

        /** The page whose folder is the nearest above. */
        private @Nullable PageId owner(String folder) {
            for (String at = folder; !at.isEmpty(); at = TreePaths.folder(at)) {
                Optional<PageId> page =
                        paths.page(at + "/").isPresent() ? paths.page(at + "/") : paths.page(at + ".md");
                if (page.isPresent()) {
                    return page.get();
                }
            }
            return null;
        }

        @Override
        public Target visitExternal(LinkTarget.External external) {
            return new Target.Unchanged();
        }

        @Override
        public Target visitBroken(LinkTarget.Broken broken) {
            return new Target.Broken();
        }
    }

    /** Passes the links of the page with this file to {@code use}. */
    public <T> T in(Space space, String linker, Function<Links, T> use) {
        return gitSync.withSpacePaths(
                space,
                paths -> trees.with(
                        space, files -> use.apply(new Links(new LinkResolver(rules, files), paths, linker))));
    }

    /**
     * Returns the pages with a link to a page, in no order. A link that consists of {@code ..} alone, or of those and the name of a
     * folder page, is found only in the page itself and directly below it.
     *
     * @param near the page itself and those directly below it
     */
    public Set<PageId> linkersTo(Space space, PageId page, Collection<PageId> near) {
        return gitSync.withSpacePaths(space, paths -> {
            String path = paths.path(page).orElse("");
            if (path.isEmpty()) {
                return Set.of();
            }
            String place = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
            LinkTarget target = path.endsWith("/") ? new LinkTarget.Folder(place) : new LinkTarget.Page(place);
            List<StoredLink> candidates = table.named(space.id(), table.names(List.of(place)), near);
            return trees.with(space, files -> linkers(candidates, new LinkResolver(rules, files), paths, target));
        });
    }

    private static Set<PageId> linkers(
            List<StoredLink> candidates, LinkResolver resolver, SpacePaths paths, LinkTarget target) {
        Set<PageId> linkers = new LinkedHashSet<>();
        for (StoredLink link : candidates) {
            Optional<String> linker = linkers.contains(link.page()) ? Optional.empty() : paths.path(link.page());
            if (linker.isPresent()
                    && resolver.resolve(linker.get(), link.kind(), link.destination())
                            .equals(target)) {
                linkers.add(link.page());
            }
        }
        return linkers;
    }
}
