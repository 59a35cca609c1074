package dev.gitsync.engine;

import dev.gitsync.model.Labels;
import dev.gitsync.model.PageId;
import java.util.stream.Stream;

/** Tasks of an engine whose wiki has labels: issue 29. */
final class LabelCrashTasks {
    private LabelCrashTasks() {}

    static Stream<CrashTask> all() {
        return Stream.of(
                CrashTask.pull("labels", LabelCrashTasks::pages, site -> {
                            label(site, "A", "x", "y");
                            label(site, "B");
                            label(site, "Folder", "z");
                            site.wiki.rename(site.space, site.at("A"), "Renamed", site.edit("rename"));
                            site.wiki.delete(site.space, site.at("C"), site.edit("delete"));
                        })
                        .withLabels(),
                CrashTask.push(
                                "labels",
                                LabelCrashTasks::pages,
                                client -> client.write("A.md", "---\ntags: [a, \"new\"] # mine\n---\ntext of A")
                                        .write("B.md", "no labels")
                                        .write("Folder.md", "---\ntags:\n- f\n---\n")
                                        .write("New.md", "---\ntags: &all [a]\n---\n")
                                        .delete("C.md"))
                        .withLabels());
    }

    private static void label(CrashSite site, String page, String... labels) {
        site.wiki.label(site.space, site.wikiPage(page), Labels.of(labels), site.edit("label"));
    }

    private static void pages(CrashSite site) {
        site.page(null, "A", "---\ntags: [a]\n---\ntext of A");
        site.page(null, "B", "text of B");
        site.page(null, "C", "text of C");
        PageId folder = site.page(null, "Folder", null);
        site.page(folder, "Child", "child");
        label(site, "A", "a");
        label(site, "B", "b", "c");
        label(site, "C", "c");
        label(site, "Folder", "f");
    }
}
