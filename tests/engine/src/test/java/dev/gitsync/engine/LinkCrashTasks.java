package dev.gitsync.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.format.link.LinkCodec;
import dev.gitsync.markdown.codec.MarkdownLinkCodec;
import dev.gitsync.markdown.resolve.LinkRules;
import dev.gitsync.model.PageId;
import dev.gitsync.settings.GitSyncSettings;
import java.util.stream.Stream;

/** Tasks of an engine whose wiki links by id: issue 29. */
final class LinkCrashTasks {
    private static final LinkCodec CODEC = new MarkdownLinkCodec(LinkRules.DEFAULT);

    private LinkCrashTasks() {}

    static Stream<CrashTask> all() {
        return Stream.of(
                CrashTask.pull("links by id", LinkCrashTasks::pages, site -> {
                            site.wiki.move(site.space, site.at("A"), site.at("B"), site.edit("move"));
                            site.wiki.renameAttachment(
                                    site.space, site.file("a.png"), "renamed.png", site.edit("rename"));
                            site.wiki.delete(site.space, site.at("C"), site.edit("delete"));
                        })
                        .withFiles(),
                CrashTask.push(
                                "links by id",
                                LinkCrashTasks::pages,
                                client -> client.move("A", "B/A")
                                        .move("A.md", "B/A.md")
                                        .write("B.md", "[o](B/A/One.md) [n](New.md)")
                                        .write("New.md", "[b](B.md)")
                                        .delete("C.md"))
                        .withFiles(),
                CrashTask.pull(
                                "other names of folder pages with links by id",
                                site -> {
                                    pages(site);
                                    site.recover(false);
                                    assertThat(site.push(client -> client.write("B/other.md", "[a](../A.md)")
                                                    .write("D.md", "[o](B/other.md) [d](E/)")
                                                    .write("E/other.md", "[b](../B.md)")))
                                            .isTrue();
                                },
                                site -> site.restartWith(builder -> builder.linkCodec(CODEC)
                                        .settings(GitSyncSettings.builder()
                                                .pages(set -> set.folderPages("other.md"))
                                                .build())))
                        .withFiles());
    }

    private static void pages(CrashSite site) {
        site.restartWith(builder -> builder.linkCodec(CODEC));
        PageId a = site.page(null, "A", "text of A");
        PageId one = site.page(a, "One", "[a](page:" + a + ")");
        PageId image = site.upload(a, "a.png", "a");
        PageId b = site.page(null, "B", "[o](page:" + one + ") ![i](page:" + image + ")");
        PageId c = site.page(null, "C", "[b](page:" + b + ")");
        site.page(a, "Two", "[c](page:" + c + ") [b](page:" + b + ")");
    }
}
