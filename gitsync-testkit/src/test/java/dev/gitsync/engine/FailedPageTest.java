package dev.gitsync.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.format.MarkdownFormat;
import dev.gitsync.format.PageFormat;
import dev.gitsync.format.PageReading;
import dev.gitsync.model.PageId;
import dev.gitsync.report.Difference;
import dev.gitsync.report.SyncReport;
import dev.gitsync.report.VerifyReport;
import dev.gitsync.repository.InMemoryRepositoryStore;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** One page that can't be rendered does not stop the others; row C19. */
class FailedPageTest {
    private final AtomicBoolean broken = new AtomicBoolean(true);
    private final EngineFixture wiki =
            new EngineFixture(new InMemoryRepositoryStore(), builder -> builder.format(new Picky()));

    @Test
    void newPageThatCannotBeRenderedLeavesTheOthersAlone() {
        wiki.page(null, "A", "a");
        PageId bad = wiki.page(null, "Bad", "BOOM");
        wiki.page(bad, "Child", "c");
        wiki.page(null, "Z", "z");

        SyncReport report = wiki.pull();

        assertThat(report).isInstanceOfSatisfying(SyncReport.Pulled.class, pulled -> {
            assertThat(pulled.failed()).singleElement().satisfies(failure -> {
                assertThat(failure.page()).isEqualTo(bad);
                assertThat(failure.reason()).isEqualTo("IllegalStateException");
            });
            assertThat(pulled.commits()).isEqualTo(3);
        });
        assertThat(wiki.git.paths()).containsExactly("A.md", "Child.md", "Z.md");
        assertThat(((VerifyReport.Verified) wiki.sync.verify(wiki.space.id())).differences())
                .extracting(Difference::kind)
                .containsExactly(Difference.Kind.PAGE_FAILED);
    }

    @Test
    void pageKeepsItsLastGoodFileAndIsTriedAgain() {
        PageId page = wiki.page(null, "A", "good");
        wiki.pull();
        wiki.wiki.edit(wiki.space, page, "BOOM", wiki.edit("Ada's edit"));

        wiki.pull();
        assertThat(wiki.git.read("A.md")).isEqualTo("good");
        assertThat(wiki.sync.status(wiki.space.id()).orElseThrow().failed()).hasSize(1);
        assertThat(wiki.pull()).isInstanceOf(SyncReport.Pulled.class);

        broken.set(false);
        wiki.pull();

        assertThat(wiki.git.read("A.md")).isEqualTo("BOOM");
        assertThat(wiki.git.log().get(1).getShortMessage()).isEqualTo("Ada's edit");
        assertThat(wiki.git.log().get(1).getAuthorIdent().getName()).isEqualTo(EngineFixture.ADA.name());
        assertThat(wiki.pull()).isInstanceOf(SyncReport.UpToDate.class);
        wiki.assertVerified();
    }

    @Test
    void childrenFindTheirPlaceOnceTheParentWorks() {
        PageId bad = wiki.page(null, "Bad", "BOOM");
        wiki.page(bad, "Child", "c");
        wiki.pull();
        broken.set(false);

        wiki.pull();

        assertThat(wiki.git.paths()).containsExactly("Bad.md", "Bad/Child.md");
        wiki.assertVerified();
    }

    @Test
    void nextEditOrDeletionEndsTheFailure() {
        PageId edited = wiki.page(null, "Edited", "BOOM");
        PageId deleted = wiki.page(null, "Deleted", "BOOM");
        wiki.pull();
        wiki.wiki.edit(wiki.space, edited, "fine", wiki.edit("corrected"));
        wiki.wiki.delete(wiki.space, deleted, wiki.edit("gone"));

        wiki.pull();

        assertThat(wiki.git.paths()).containsExactly("Edited.md");
        assertThat(wiki.sync.status(wiki.space.id()).orElseThrow().failed()).isEmpty();
        wiki.assertVerified();
    }

    @Test
    void hundredsOfBadPagesInOneBatchAreNoTrouble() {
        for (int i = 0; i < 300; i++) {
            wiki.page(null, "P" + i, i % 2 == 0 ? "BOOM " + i : "fine " + i);
        }

        wiki.pull();

        assertThat(wiki.git.paths()).hasSize(150);
        assertThat(wiki.sync.status(wiki.space.id()).orElseThrow().failed()).hasSize(150);
    }

    @Test
    void pushGoesOnBesideABadPage() {
        wiki.page(null, "Bad", "BOOM");
        wiki.git.fetch().write("New.md", "new");

        wiki.git.pushed("new");

        assertThat(wiki.textOf(wiki.pageAt("New.md"))).isEqualTo("new");
    }

    private final class Picky implements PageFormat {
        private final PageFormat markdown = new MarkdownFormat();

        @Override
        public String extension() {
            return markdown.extension();
        }

        @Override
        public byte[] render(String title, String text, String nameTitle) {
            if (text.contains("BOOM") && broken.get()) {
                throw new IllegalStateException("can't render");
            }
            return markdown.render(title, text, nameTitle);
        }

        @Override
        public PageReading read(byte[] bytes, String nameTitle) {
            return markdown.read(bytes, nameTitle);
        }
    }
}
