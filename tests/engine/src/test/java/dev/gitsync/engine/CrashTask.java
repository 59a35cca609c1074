package dev.gitsync.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.model.Page;
import dev.gitsync.model.PageId;
import dev.gitsync.repository.RepositoryStore;
import dev.gitsync.testkit.InMemoryPageStore;
import dev.gitsync.testkit.TestContent;
import java.io.IOException;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Something that an engine does and at any call of which it may die.
 *
 * @param name what it is
 * @param prepare brings the space to where the task begins
 * @param work the task; answers whether it was told to be done
 * @param isPush whether it either happens or not; otherwise the next cycle does it anyhow
 * @param wiki creates the wiki
 */
record CrashTask(String name, Preparation prepare, Work work, boolean isPush, Supplier<InMemoryPageStore> wiki) {
    static Stream<CrashTask> all() {
        return Stream.of(most(), LinkCrashTasks.all(), LabelCrashTasks.all()).flatMap(tasks -> tasks);
    }

    private static Stream<CrashTask> most() {
        return Stream.of(
                pull("first pages", site -> {}, CrashTask::pages),
                edits(),
                pull("delete and swap", CrashTask::pages, site -> {
                    PageId a = site.at("A");
                    PageId b = site.at("B");
                    site.wiki.delete(site.space, site.at("A/One"), site.edit("delete"));
                    site.wiki.rename(site.space, a, "Aside", site.edit("swap"));
                    site.wiki.rename(site.space, b, "A", site.edit("swap"));
                    site.wiki.rename(site.space, a, "B", site.edit("swap"));
                }),
                pull("so many that they come in a pack", CrashTask::pages, site -> {
                    PageId b = site.at("B");
                    for (int i = 0; i < 20; i++) {
                        site.wiki.edit(site.space, b, "text " + i, site.edit("edit " + i));
                    }
                }),
                push("edit", CrashTask::pages, client -> client.write("B.md", "pushed")),
                push("add", CrashTask::pages, client -> client.write("B/New.md", "pushed")),
                push("delete", CrashTask::pages, client -> client.delete("C.md")),
                push(
                        "restore",
                        site -> {
                            pages(site);
                            site.recover(false);
                            site.wiki.delete(site.space, site.at("C"), site.edit("delete"));
                        },
                        client -> client.write("C.md", "text of C")),
                push(
                        "folder move",
                        CrashTask::pages,
                        client -> client.move("A", "B/A").move("A.md", "B/A.md")),
                push("other file", CrashTask::pages, client -> client.write("img.png", "png")),
                pull("attachments", CrashTask::files, site -> {
                            site.upload(site.at("A/One"), "new.png", "new");
                            site.wiki.delete(site.space, site.at("C"), site.edit("delete"));
                            site.wiki.rename(site.space, site.at("A"), "Z", site.edit("title"));
                        })
                        .withFiles(),
                push("attachment", CrashTask::files, client -> client.write("B/b.png", "pushed"))
                        .withFiles(),
                files(),
                changedFiles(),
                adoption(),
                largeFiles(),
                everything());
    }

    /** Attachments that a wiki adds, replaces, renames, moves, deletes and restores. */
    private static CrashTask changedFiles() {
        return pull(
                        "changed attachments",
                        site -> {
                            trackedFiles(site);
                            site.recover(false);
                            site.wiki.deleteAttachment(site.space, site.file("old.png"), site.edit("delete"));
                        },
                        site -> {
                            TestContent other = TestContent.of("other");
                            site.upload(site.at("A"), "new.bin", "a large file");
                            site.wiki.replace(site.space, site.file("a.png"), other, site.edit("replace"));
                            site.wiki.renameAttachment(
                                    site.space, site.file("img/same.png"), "renamed.png", site.edit("rename"));
                            site.wiki.moveAttachment(site.space, site.file("b.png"), null, site.edit("move"));
                            site.wiki.deleteAttachment(site.space, site.file("c.png"), site.edit("delete"));
                            site.wiki.restoreAttachment(site.space, site.deletedFile("old.png"), site.edit("restore"));
                        })
                .withFiles();
    }

    /** Files of a space whose wiki had no attachments become attachments. */
    private static CrashTask adoption() {
        return pull(
                        "adoption",
                        site -> {
                            site.hideFiles(true);
                            pages(site);
                        },
                        site -> {
                            assertThat(site.push(client -> client.write("A/img/a.png", "a")
                                            .write("A/same.png", "a")
                                            .write("top.png", "")))
                                    .isTrue();
                            site.hideFiles(false);
                        })
                .withFiles();
    }

    /** Objects are uploaded as git-lfs does, then their pointers are pushed, with a name that the wiki has for another file. */
    private static CrashTask largeFiles() {
        return new CrashTask(
                        "push: attachments of Git LFS",
                        site -> {
                            trackedFiles(site);
                            site.upload(site.wikiPage("B"), "B.png", "capital");
                            site.recover(false);
                        },
                        site -> site.store("pushed", "more")
                                && site.push(client -> client.write(
                                                "A/old.bin",
                                                TestContent.of("pushed").pointer())
                                        .write(
                                                "B/more.bin",
                                                TestContent.of("more").pointer())
                                        .delete("B/b.png")
                                        .write("B/B.png", "pushed")),
                        true,
                        InMemoryPageStore::new)
                .withFiles();
    }

    /** Files of which some are in Git LFS. */
    private static void trackedFiles(CrashSite site) throws IOException {
        files(site);
        site.recover(false);
        assertThat(site.push(client -> client.write(".gitattributes", "*.bin filter=lfs\n")))
                .isTrue();
        site.upload(site.at("A"), "old.bin", "old");
    }

    /** Attachments that are added, replaced, handed over, moved with their page, deleted with it, and restored. */
    static CrashTask files() {
        return push(
                        "attachments",
                        site -> {
                            files(site);
                            site.recover(false);
                            site.wiki.deleteAttachment(site.space, site.file("old.png"), site.edit("delete"));
                        },
                        client -> client.write("B/b.png", "pushed")
                                .write("B/img/new.png", "new")
                                .write("B/img.md", "a page that takes over")
                                .write("old.png", "old")
                                .delete("C.md")
                                .delete("C/c.png")
                                .move("A", "B/A")
                                .move("A.md", "B/A.md"))
                .withFiles();
    }

    private static void files(CrashSite site) {
        pages(site);
        site.upload(site.wikiPage("A"), "a.png", "a");
        site.upload(site.wikiPage("B"), "b.png", "b");
        site.upload(site.wikiPage("B"), "img/same.png", "b");
        site.upload(site.wikiPage("C"), "c.png", "c");
        site.upload(null, "old.png", "old");
    }

    static CrashTask everything() {
        return push(
                "everything",
                site -> {
                    pages(site);
                    site.recover(false);
                    site.wiki.delete(site.space, site.at("D"), site.edit("delete"));
                },
                client -> client.write("B.md", "pushed")
                        .write("New.md", "new")
                        .write("slug.md", "---\ntitle: Another title\n---\ntext\n")
                        .delete("C.md")
                        .write("D.md", "back again")
                        .move("A", "B/A")
                        .move("A.md", "B/A.md")
                        .write("img.png", "png"));
    }

    private static void pages(CrashSite site) {
        PageId a = site.page(null, "A", "text of A");
        site.page(a, "One", "one");
        site.page(site.page(a, "Two", null), "Three", "three");
        site.page(null, "B", "text of B");
        site.page(null, "C", "text of C");
        site.page(null, "D", "text of D");
    }

    /** Edits, a title and a place. */
    static CrashTask edits() {
        return pull("edit, title and place", CrashTask::pages, site -> {
            site.wiki.edit(site.space, site.at("B"), "new text", site.edit("edit"));
            site.wiki.rename(site.space, site.at("A"), "Other title", site.edit("title"));
            site.wiki.move(site.space, site.at("C"), site.at("B"), site.edit("move"));
        });
    }

    /** What people do in the wiki meanwhile. */
    static void goOn(CrashSite site) {
        for (Page page : site.wiki.pages(site.space, null, 1_000)) {
            switch (page.content().title()) {
                case "A" -> site.wiki.rename(site.space, page.id(), "A by another title", site.edit("title"));
                case "B" -> site.wiki.edit(site.space, page.id(), "written meanwhile", site.edit("edit"));
                case "One" -> site.wiki.delete(site.space, page.id(), site.edit("delete"));
                case "Two" -> site.page(page.id(), "Made meanwhile", "new");
                default -> {
                    // Left alone.
                }
            }
        }
    }

    static CrashTask pull(String name, Preparation prepare, Preparation edits) {
        return new CrashTask(
                "pull: " + name,
                site -> {
                    prepare.on(site);
                    site.recover(false);
                    edits.on(site);
                },
                CrashSite::pull,
                false,
                InMemoryPageStore::new);
    }

    static CrashTask push(String name, Preparation prepare, SizedSpace.Edit edit) {
        return new CrashTask(
                "push: " + name,
                site -> {
                    prepare.on(site);
                    site.recover(false);
                },
                site -> site.push(edit),
                true,
                InMemoryPageStore::new);
    }

    /** The same task on a wiki with attachments. */
    CrashTask withFiles() {
        return new CrashTask(name, prepare, work, isPush, InMemoryPageStore::withAttachments);
    }

    /** The same task on a wiki with labels. */
    CrashTask withLabels() {
        return new CrashTask(name, prepare, work, isPush, InMemoryPageStore::withLabels);
    }

    /** A space on new storage, where the task can begin. */
    CrashSite prepared(Supplier<RepositoryStore> storage) throws IOException {
        CrashSite site = new CrashSite(storage, wiki.get());
        prepare.on(site);
        site.faultyGit.clearFaults();
        return site;
    }

    @Override
    public String toString() {
        return name;
    }

    /** What comes before. */
    interface Preparation {
        void on(CrashSite site) throws IOException;
    }

    /** What is done. */
    interface Work {
        boolean on(CrashSite site) throws IOException;
    }
}
