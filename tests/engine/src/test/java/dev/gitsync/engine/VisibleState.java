package dev.gitsync.engine;

import dev.gitsync.model.Attachment;
import dev.gitsync.model.AttachmentContent;
import dev.gitsync.model.Change;
import dev.gitsync.model.Change.AttachmentRevision;
import dev.gitsync.model.Change.Revision;
import dev.gitsync.model.Cursor;
import dev.gitsync.model.Page;
import dev.gitsync.model.PageContent;
import dev.gitsync.model.PageId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.ObjectWalk;
import org.eclipse.jgit.revwalk.RevObject;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.jspecify.annotations.Nullable;

/**
 * All that people can see of a space, without the ids of pages: a push that is made a second time gives new pages new ids.
 *
 * @param main the newest commit, and by its id all of the history
 * @param refs which refs there are
 * @param files the files of main
 * @param pages the live pages by path, each with its content and its version, and the live attachments
 * @param feed every revision and tombstone, in order
 */
record VisibleState(
        ObjectId main, List<String> refs, List<String> files, SortedMap<String, String> pages, List<String> feed) {
    private static final Pattern LINK = Pattern.compile("page:([0-9a-f-]{36})");

    /** Reads the state past every fault; fails when an object is missing in any ref. */
    static VisibleState of(CrashSite site) throws IOException {
        try (Repository repository = site.plain.open(site.space).git()) {
            List<String> refs = new ArrayList<>();
            for (Ref ref : repository.getRefDatabase().getRefs()) {
                refs.add(ref.getName());
                readAll(repository, ref.getObjectId());
            }
            return new VisibleState(site.main(), refs, files(repository, site.main()), pages(site), feed(site));
        }
    }

    /** Reads every object that {@code tip} needs; fails when one is missing. */
    static void readAll(Repository repository, ObjectId tip) throws IOException {
        try (ObjectWalk walk = new ObjectWalk(repository)) {
            walk.markStart(walk.parseAny(tip));
            while (walk.next() != null) {
                // Reads every commit.
            }
            for (RevObject object = walk.nextObject(); object != null; object = walk.nextObject()) {
                walk.getObjectReader().open(object);
            }
        }
    }

    private static List<String> files(Repository repository, ObjectId main) throws IOException {
        List<String> files = new ArrayList<>();
        if (!main.equals(ObjectId.zeroId())) {
            try (TreeWalk walk = new TreeWalk(repository)) {
                walk.addTree(repository.parseCommit(main).getTree());
                walk.setRecursive(true);
                while (walk.next()) {
                    byte[] content = repository
                            .open(walk.getObjectId(0), Constants.OBJ_BLOB)
                            .getBytes();
                    files.add(walk.getPathString() + ": " + new String(content, StandardCharsets.UTF_8));
                }
            }
        }
        return files;
    }

    private static SortedMap<String, String> pages(CrashSite site) {
        SortedMap<String, String> pages = new TreeMap<>();
        for (Page page : site.wiki.pages(site.space, null, 10_000)) {
            String text = text(site, page.content().text());
            pages.put(
                    path(site, page.id()), page.version() + " " + page.content().labels() + " " + text);
        }
        for (Attachment file : site.files()) {
            PageId page = file.content().page();
            pages.put(
                    (page == null ? "" : path(site, page)) + ": " + name(file.content()),
                    file.version() + " " + contents(site, file));
        }
        return pages;
    }

    /** The name, without the short id that it may have got because another one had it. */
    private static String name(AttachmentContent content) {
        return content.name().replaceAll("-[0-9a-f]{6}\\.", ".");
    }

    private static String contents(CrashSite site, Attachment file) {
        return new String(site.wiki.edits(site.space).contents(file.id()), StandardCharsets.UTF_8);
    }

    /** The text, with paths for the ids to which it links. */
    private static String text(CrashSite site, @Nullable String text) {
        return LINK.matcher(String.valueOf(text))
                .replaceAll(link -> Matcher.quoteReplacement(target(site, link.group(1))));
    }

    private static String target(CrashSite site, String id) {
        PageId target = new PageId(id);
        if (site.wiki.page(site.space, target).isPresent()) {
            return path(site, target);
        }
        return site.files().stream()
                .filter(file -> file.id().equals(target))
                .map(file -> name(file.content()))
                .findFirst()
                .orElse("gone");
    }

    private static String path(CrashSite site, PageId id) {
        Page page = site.wiki.page(site.space, id).orElseThrow();
        PageId parent = page.content().parent();
        return (parent == null ? "" : path(site, parent) + "/") + page.content().title();
    }

    private static List<String> feed(CrashSite site) {
        List<String> feed = new ArrayList<>();
        for (Change change : site.wiki.changes(site.space, Cursor.START, 10_000).changes()) {
            feed.add(change.version() + " " + text(site, content(change)) + " " + change.provenance());
        }
        return feed;
    }

    private static String content(Change change) {
        if (change instanceof Revision revision) {
            PageContent content = revision.content();
            return content.title() + ": " + content.labels() + " " + content.text();
        }
        return change instanceof AttachmentRevision file
                ? name(file.content()) + ": " + file.content().hash()
                : "gone";
    }
}
