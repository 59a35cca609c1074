package dev.gitsync.engine.mirror;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.mirror.MirrorReport;
import dev.gitsync.mirror.MirrorReport.Outcome;
import dev.gitsync.model.Attachment;
import dev.gitsync.model.PageId;
import dev.gitsync.testkit.InMemoryPageStore;
import dev.gitsync.testkit.TestContent;
import java.io.IOException;
import java.util.List;
import org.eclipse.jgit.lib.ObjectId;
import org.junit.jupiter.api.Test;

/** Attachments and pointers of Git LFS on their way through a mirror. */
class MirroredFilesTest {
    private static final TestContent ONE = TestContent.of("one large file");

    private final InMemoryPageStore wiki = InMemoryPageStore.withAttachments();
    private final MirrorFixture site = new MirrorFixture(builder -> builder.pages(wiki));

    @Test
    void attachmentsTravelBothWays() throws IOException {
        PageId page = wiki.create(site.space, null, "Guide", "text", site.edit("Create"));
        PageId file = wiki.upload(site.space, page, "plan.png", TestContent.of("plan"), site.edit("Upload"));
        site.run(Outcome.PUSHED);
        assertThat(site.there.read(site.there.branch("main"), "Guide/plan.png")).isEqualTo("plan");

        site.commitThere("Guide/plan.png", "new plan", "Replace");
        assertThat(site.run(Outcome.TAKEN_IN).details()).containsExactly("updated Guide/plan.png");
        assertThat(attachments())
                .singleElement()
                .isEqualTo(new Attachment(file, 2, TestContent.of("new plan").as(page, "plan.png")));
        site.assertSettled();
    }

    /** Mirrors move no objects: the operator uploads them to the wiki. */
    @Test
    void pointersOfEarlierCommitsWaitForTheirObjects() throws IOException {
        wiki.create(site.space, null, "Guide", "text", site.edit("Create"));
        site.run(Outcome.PUSHED);
        ObjectId main = site.main();
        site.commitThere("plan.bin", ONE.pointer(), "Add a pointer");
        site.commitThere("plan.bin", "no pointer any more", "Replace it");

        MirrorReport report = site.run(Outcome.REFUSED_BY_WIKI);
        assertThat(report.details())
                .singleElement()
                .asString()
                .startsWith("plan.bin is a pointer of Git LFS to an object that this space does not have");
        assertThat(report.sentence()).contains("git lfs push --all");
        assertThat(site.main()).isEqualTo(main);

        site.sync.largeFiles().orElseThrow().store(site.space, ONE);
        site.run(Outcome.TAKEN_IN);
        assertThat(attachments()).hasSize(1);
        site.assertSettled();
    }

    private List<Attachment> attachments() {
        return wiki.attachments().orElseThrow().attachments(site.space, null, 10);
    }
}
