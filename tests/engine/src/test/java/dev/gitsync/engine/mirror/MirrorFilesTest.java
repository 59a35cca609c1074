package dev.gitsync.engine.mirror;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.GitSyncBuilder;
import dev.gitsync.Remotes;
import dev.gitsync.mirror.MirrorReport;
import dev.gitsync.mirror.MirrorReport.Outcome;
import dev.gitsync.model.Attachment;
import dev.gitsync.model.PageId;
import dev.gitsync.settings.GitSyncSettings;
import dev.gitsync.testkit.TestContent;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.eclipse.jgit.lib.ObjectId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Attachments, files of Git LFS, order files and folder pages through a mirror. */
class MirrorFilesTest {
    private static final TestContent PLAN = TestContent.of("the plan");
    private static final String ATTRIBUTES = "*.bin filter=lfs diff=lfs merge=lfs -text\n";

    private final MirrorFixture site = MirrorFixture.withAttachments(MirrorFilesTest::withOrderAndFolderPages);

    private static GitSyncBuilder withOrderAndFolderPages(GitSyncBuilder builder) {
        return builder.settings(GitSyncSettings.builder()
                .pages(pages -> pages.orderFiles(true).folderPages("README.md"))
                .build());
    }

    private Map<String, String> attachments() {
        Map<String, String> found = new TreeMap<>();
        for (Attachment attachment : listed()) {
            found.put(attachment.content().name(), attachment.content().hash().value());
        }
        return found;
    }

    private List<Attachment> listed() {
        return site.wiki.attachments().orElseThrow().attachments(site.space, null, 100);
    }

    private static String hash(String text) {
        return TestContent.of(text).hash().value();
    }

    private void commitThere(String path, String text) throws IOException {
        site.commitThere(path, text, "Write " + path);
    }

    private String there(String path) throws IOException {
        return site.there.read(site.there.branch("main"), path);
    }

    @Test
    void waitsForObjectsOfTheRemoteThatTheWikiLacks() throws IOException {
        commitThere("Guide.md", "guide");
        commitThere(".gitattributes", ATTRIBUTES);
        commitThere("Guide/plan.bin", PLAN.pointer());

        MirrorReport report = site.run(Outcome.REFUSED_BY_WIKI);
        assertThat(report.sentence())
                .isEqualTo(
                        "The wiki can't take in the remote's branch main: it has pointers of Git LFS to objects that the wiki"
                                + " lacks. Upload them to the wiki from a clone of the remote, with git lfs push --all and the URL of"
                                + " the space; the mirror then continues by itself.");
        assertThat(report.details())
                .containsExactly("Guide/plan.bin is a pointer of Git LFS to an object that this space does not have ("
                        + PLAN.hash() + ")");
        assertThat(site.titles()).isEmpty();

        site.sync.largeFiles().orElseThrow().store(site.space, PLAN);
        site.run(Outcome.TAKEN_IN);
        assertThat(attachments()).isEqualTo(Map.of("plan.bin", PLAN.hash().value()));
        site.assertSettled();
    }

    @Test
    void attachmentsGoBothWays() throws IOException {
        PageId page = site.page("Guide", "text");
        PageId file = site.wiki.upload(site.space, page, "plan.png", TestContent.of("plan"), site.edit("Upload"));
        site.run(Outcome.PUSHED);
        assertThat(there("Guide/plan.png")).isEqualTo("plan");

        commitThere("Guide/plan.png", "new plan");
        assertThat(site.run(Outcome.TAKEN_IN).details()).containsExactly("updated Guide/plan.png");
        assertThat(listed())
                .singleElement()
                .isEqualTo(new Attachment(file, 2, TestContent.of("new plan").as(page, "plan.png")));
        site.assertSettled();
    }

    /** Mirrors move no objects: the operator uploads them to the wiki. */
    @Test
    void pointersOfEarlierCommitsWaitForTheirObjects() throws IOException {
        site.page("Guide", "text");
        site.run(Outcome.PUSHED);
        ObjectId main = site.main();
        commitThere("plan.bin", PLAN.pointer());
        commitThere("plan.bin", "no pointer any more");

        MirrorReport report = site.run(Outcome.REFUSED_BY_WIKI);
        assertThat(report.details())
                .singleElement()
                .asString()
                .startsWith("plan.bin is a pointer of Git LFS to an object that this space does not have");
        assertThat(site.main()).isEqualTo(main);

        site.sync.largeFiles().orElseThrow().store(site.space, PLAN);
        site.run(Outcome.TAKEN_IN);
        assertThat(listed()).hasSize(1);
        site.assertSettled();
    }

    @Test
    void sendsPointersWhetherTheRemoteHasTheObjectsOrNot() throws IOException {
        PageId guide = site.page("Guide", "guide");
        site.push(".gitattributes", ATTRIBUTES, "Track");
        site.wiki.upload(site.space, guide, "plan.bin", PLAN, site.edit("Upload"));
        site.run(Outcome.PUSHED);
        assertThat(there("Guide/plan.bin")).isEqualTo(PLAN.pointer());
        assertThat(there(".gitattributes")).isEqualTo(ATTRIBUTES);
        site.assertSettled();
    }

    @Test
    void waitsForAnotherWikiThatLacksTheObjects() throws IOException {
        MirrorFixture other = MirrorFixture.withAttachments(MirrorFilesTest::withOrderAndFolderPages);
        MirrorFixture here = MirrorFixture.withAttachments(builder ->
                Remotes.of(withOrderAndFolderPages(builder), mirror -> new WikiRemote(other.sync, other.space)));
        PageId guide = here.page("Guide", "guide");
        here.push(".gitattributes", ATTRIBUTES, "Track");
        here.run(Outcome.PUSHED);
        here.wiki.upload(here.space, guide, "plan.bin", PLAN, here.edit("Upload"));

        here.run(Outcome.REFUSED_BY_REMOTE);
        other.sync.largeFiles().orElseThrow().store(other.space, PLAN);
        here.run(Outcome.PUSHED);
        assertThat(other.main()).isEqualTo(here.main());
        other.assertVerified();
    }

    /** The wiki does not know the attributes outside the folder, so a pointer is a file with that text. Its object must be there anyway. */
    @Test
    void attributesOutsideTheFolderDoNotCount() throws IOException {
        site.folder("docs");
        commitThere(".gitattributes", ATTRIBUTES);
        commitThere("docs/Guide.md", "guide");
        commitThere("docs/Guide/plan.bin", PLAN.pointer());
        site.run(Outcome.REFUSED_BY_WIKI);

        site.sync.largeFiles().orElseThrow().store(site.space, PLAN);
        site.run(Outcome.TAKEN_IN);
        assertThat(attachments()).isEqualTo(Map.of("plan.bin", hash(PLAN.pointer())));
        site.assertVerified();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "docs"})
    void goBothWays(String folder) throws IOException {
        site.folder(folder);
        String below = folder.isEmpty() ? "" : folder + "/";
        commitThere("code.txt", "code");
        commitThere(below + "Guide/README.md", "guide");
        commitThere(below + "Guide/Setup.md", "setup");
        commitThere(below + "Guide/.order", "Setup\n");
        commitThere(below + "Guide/logo.png", "logo");
        site.run(Outcome.TAKEN_IN);
        assertThat(site.titles()).containsExactlyInAnyOrder("Guide", "Setup");
        assertThat(attachments()).containsEntry(".order", hash("Setup\n")).containsEntry("logo.png", hash("logo"));

        Attachment order = listed().stream()
                .filter(found -> found.content().name().equals(".order"))
                .findFirst()
                .orElseThrow();
        PageId guide = Objects.requireNonNull(order.content().page());
        site.wiki.create(site.space, guide, "Usage", "usage", site.edit("Create"));
        site.wiki.replace(site.space, order.id(), TestContent.of("Usage\nSetup\n"), site.edit("Reorder"));
        site.wiki.rename(site.space, guide, "Manual", site.edit("Rename"));
        site.run(Outcome.PUSHED);
        assertThat(site.there.files(site.there.branch("main")).keySet())
                .containsExactlyInAnyOrder(
                        "code.txt",
                        below + "Guide/.order",
                        below + "Guide/README.md",
                        below + "Guide/Setup.md",
                        below + "Guide/Usage.md",
                        below + "Guide/logo.png"); // a name that was chosen in git stays
        assertThat(there(below + "Guide/.order")).isEqualTo("Usage\nSetup\n");
        assertThat(there(below + "Guide/Usage.md")).isEqualTo("usage");
        assertThat(there(below + "Guide/logo.png")).isEqualTo("logo");
        assertThat(there(below + "Guide/README.md")).contains("title: Manual").endsWith("guide");
        assertThat(there("code.txt")).isEqualTo("code");

        commitThere(below + "Guide/README.md", "edited there");
        commitThere(below + "Guide/.order", "Setup\nUsage\n");
        site.run(Outcome.TAKEN_IN);
        assertThat(attachments()).containsEntry(".order", hash("Setup\nUsage\n"));
        site.run(Outcome.UP_TO_DATE);
        site.assertVerified();
        assertThat(site.wiki.pages(site.space, null, 100))
                .hasSize(3)
                .anyMatch(page -> page.id().equals(guide));
    }
}
