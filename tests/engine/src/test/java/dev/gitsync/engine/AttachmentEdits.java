package dev.gitsync.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.internal.lfs.LfsAttributes;
import dev.gitsync.internal.tree.TreeEditor;
import dev.gitsync.model.Attachment;
import dev.gitsync.model.Page;
import dev.gitsync.model.PageId;
import dev.gitsync.model.Provenance;
import dev.gitsync.testkit.TestContent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Repository;
import org.jspecify.annotations.Nullable;

/** One random sequence of edits of pages and attachments in a wiki. */
final class AttachmentEdits {
    private static final List<String> TITLES = List.of("A", "a", "img", "IMG", "b.png", "C", "D?", "Ä", "x");
    private static final List<String> NAMES = List.of(
            "b.png",
            "B.PNG",
            "img/b.png",
            "IMG/b.png",
            "img/deep/er/c.png",
            "A",
            "a/b.png",
            "A.md",
            "../up.png",
            ".hidden/x",
            "C/x.md",
            "x",
            "x/x/x",
            "d?.png",
            "a\u0308.png",
            "ä.png",
            "con.png",
            "long" + "g".repeat(300) + ".jpeg");

    final EngineFixture wiki;
    final Random random;
    private final boolean outlive;
    private final List<PageId> deletedPages = new ArrayList<>();
    private final List<PageId> deletedFiles = new ArrayList<>();
    private final Map<PageId, String> contents = new HashMap<>();
    private List<String> names = NAMES;
    private long lfsThreshold = Long.MAX_VALUE;

    AttachmentEdits(EngineFixture wiki, Random random, boolean outlive) {
        this.wiki = wiki;
        this.random = random;
        this.outlive = outlive;
    }

    /** Larger files are pointers of Git LFS. */
    AttachmentEdits withLfsAbove(long bytes) {
        lfsThreshold = bytes;
        return this;
    }

    /** Some files are called .order. */
    AttachmentEdits withOrderFiles() {
        names = new ArrayList<>(NAMES);
        names.addAll(List.of(".order", ".order", ".order", "img/.order", ".hidden/.order", ".ORDER", ".order/x"));
        return this;
    }

    void edit() {
        List<Page> pages = wiki.wiki.pages(wiki.space, null, 1_000);
        @Nullable PageId page = any(pages.stream().map(Page::id).toList());
        @Nullable PageId file = any(files().stream().map(Attachment::id).toList());
        if (page == null || random.nextInt(8) == 0) {
            wiki.page(random.nextBoolean() ? page : null, pick(TITLES), random.nextInt(4) == 0 ? null : "text");
        } else if (random.nextInt(3) == 0) {
            editPage(page, pages);
        } else {
            editFile(page, file);
        }
    }

    private void editPage(PageId page, List<Page> pages) {
        switch (random.nextInt(6)) {
            case 0 -> wiki.wiki.edit(wiki.space, page, random.nextBoolean() ? null : "text", wiki.edit("edit"));
            case 1 -> wiki.wiki.rename(wiki.space, page, pick(TITLES), wiki.edit("rename"));
            case 2 -> {
                PageId target = pages.get(random.nextInt(pages.size())).id();
                if (!isBelow(target, page)) {
                    wiki.wiki.move(wiki.space, page, random.nextBoolean() ? target : null, wiki.edit("move"));
                }
            }
            case 3 -> {
                if (!deletedPages.isEmpty()) {
                    PageId back = deletedPages.remove(random.nextInt(deletedPages.size()));
                    restore(back);
                }
            }
            default -> delete(page, pages);
        }
    }

    private void restore(PageId page) {
        try {
            wiki.wiki.restore(wiki.space, page, wiki.edit("restore"));
            deletedFiles.removeIf(
                    file -> files().stream().anyMatch(live -> live.id().equals(file)));
        } catch (AssertionError parentIsDeleted) {
            deletedPages.add(page);
        }
    }

    private void delete(PageId page, List<Page> pages) {
        if (pages.stream().anyMatch(other -> page.equals(other.content().parent()))) {
            deleteWithChildren(page, pages, wiki.edit("delete all"));
            return;
        }
        if (outlive && random.nextBoolean()) {
            wiki.wiki.deleteAlone(wiki.space, page, wiki.edit("delete"));
        } else {
            wiki.wiki.delete(wiki.space, page, wiki.edit("delete"));
        }
        deletedPages.add(page);
    }

    private void deleteWithChildren(PageId page, List<Page> pages, Provenance by) {
        for (Page child : pages) {
            if (page.equals(child.content().parent())) {
                deleteWithChildren(child.id(), pages, by);
            }
        }
        if (outlive && random.nextInt(3) == 0) {
            wiki.wiki.deleteAlone(wiki.space, page, by);
        } else {
            wiki.wiki.delete(wiki.space, page, by);
        }
        deletedPages.add(page);
    }

    private void editFile(PageId page, @Nullable PageId file) {
        @Nullable PageId owner = random.nextInt(4) == 0 ? null : page;
        String content = "content " + random.nextInt(12);
        Provenance by = wiki.edit("edit a file");
        try {
            if (file == null || random.nextInt(3) == 0) {
                PageId id = wiki.wiki.upload(wiki.space, owner, pick(names), TestContent.of(content), by);
                contents.put(id, content);
                return;
            }
            switch (random.nextInt(5)) {
                case 0 -> {
                    wiki.wiki.replace(wiki.space, file, TestContent.of(content), by);
                    contents.put(file, content);
                }
                case 1 -> wiki.wiki.renameAttachment(wiki.space, file, pick(names), by);
                case 2 -> wiki.wiki.moveAttachment(wiki.space, file, owner, by);
                case 3 -> {
                    wiki.wiki.deleteAttachment(wiki.space, file, by);
                    deletedFiles.add(file);
                }
                default -> restoreFile(by);
            }
        } catch (AssertionError refused) {
            // The page is deleted, or has another file of that name.
        }
    }

    private void restoreFile(Provenance by) {
        if (!deletedFiles.isEmpty()) {
            PageId back = deletedFiles.get(random.nextInt(deletedFiles.size()));
            wiki.wiki.restoreAttachment(wiki.space, back, by);
            deletedFiles.remove(back);
        }
    }

    /** Takes over what a push did to attachments. */
    void pushed() {
        contents.clear();
        for (Attachment file : files()) {
            byte[] bytes = wiki.wiki.edits(wiki.space).contents(file.id());
            contents.put(file.id(), new String(bytes, StandardCharsets.UTF_8));
        }
        deletedFiles.removeIf(contents::containsKey);
        deletedPages.removeIf(page -> wiki.wiki.page(wiki.space, page).isPresent());
    }

    void pull() {
        wiki.pull();
        wiki.assertVerified();
        List<Attachment> files = files();
        assertThat(wiki.git.paths())
                .filteredOn(path -> !path.endsWith(".md") && !path.endsWith(LfsAttributes.FILE))
                .hasSize(files.size());
        for (Attachment file : files) {
            String path = wiki.path(file.id());
            String text = Objects.requireNonNull(contents.get(file.id()));
            boolean isPointer = isLfs(path);
            assertThat(wiki.git.read(path))
                    .isEqualTo(isPointer ? TestContent.of(text).pointer() : text);
            assertThat(isPointer || text.length() <= lfsThreshold).as(path).isTrue();
        }
    }

    private boolean isLfs(String path) {
        if (lfsThreshold == Long.MAX_VALUE) {
            return false;
        }
        try (Repository repository = wiki.sync.open(wiki.space);
                ObjectReader reader = repository.newObjectReader()) {
            ObjectId tree = repository.resolve(Constants.R_HEADS + "main^{tree}");
            return new LfsAttributes(reader).isLfs(new TreeEditor(reader, tree), path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<Attachment> files() {
        return wiki.attachments();
    }

    private boolean isBelow(PageId page, PageId above) {
        for (@Nullable PageId step = page; step != null; ) {
            if (step.equals(above)) {
                return true;
            }
            step = wiki.wiki.page(wiki.space, step).orElseThrow().content().parent();
        }
        return false;
    }

    private String pick(List<String> names) {
        return names.get(random.nextInt(names.size()));
    }

    private @Nullable PageId any(List<PageId> ids) {
        return ids.isEmpty() ? null : ids.get(random.nextInt(ids.size()));
    }
}
