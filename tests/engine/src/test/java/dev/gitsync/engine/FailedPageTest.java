package dev.gitsync.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.format.MarkdownFormat;
import dev.gitsync.format.PageFormat;
import dev.gitsync.model.PageId;
import dev.gitsync.report.SyncReport;
import dev.gitsync.report.VerifyReport;
import dev.gitsync.report.VerifyReport.Difference;
import dev.gitsync.repository.InMemoryRepositoryStore;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** Row C19: a page that can't be rendered does not block the others. */
class FailedPageTest {
    private final AtomicBoolean broken = new AtomicBoolean(true);
    private final EngineFixture wiki =
            new EngineFixture(new InMemoryRepositoryStore(), builder -> builder.format(new Picky()));

    @Test
    void pullsOtherPagesIfANewPageCannotBeRendered() {
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

    /** A parser recurses too deeply into the text of a page. */
    @Test
    void pullsOtherPagesIfOnePageExhaustsTheStack() throws IOException {
        wiki.page(null, "A", "a");
        wiki.page(null, "Bad", "DEEP");
        wiki.page(null, "Z", "z");

        wiki.pull();

        assertThat(wiki.git.paths()).containsExactly("A.md", "Z.md");
        assertThat(((VerifyReport.Verified) wiki.sync.verify(wiki.space.id())).differences())
                .extracting(Difference::kind)
                .containsExactly(Difference.Kind.PAGE_FAILED);
        wiki.lose(MovedRefs.STATE);
        wiki.pull();
        assertThat(wiki.git.paths()).containsExactly("A.md", "Z.md");
    }

    @Test
    void keepsTheLastValidFileOfAPageAndRetries() {
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
    void movesChildrenToTheirFolderOnceTheParentRenders() {
        PageId bad = wiki.page(null, "Bad", "BOOM");
        wiki.page(bad, "Child", "c");
        wiki.pull();
        broken.set(false);

        wiki.pull();

        assertThat(wiki.git.paths()).containsExactly("Bad.md", "Bad/Child.md");
        wiki.assertVerified();
    }

    @Test
    void clearsTheFailureWithTheNextEditOrDeletion() {
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
    void skipsHundredsOfInvalidPagesInOneBatch() {
        for (int i = 0; i < 300; i++) {
            wiki.page(null, "P" + i, i % 2 == 0 ? "BOOM " + i : "fine " + i);
        }

        wiki.pull();

        assertThat(wiki.git.paths()).hasSize(150);
        assertThat(wiki.sync.status(wiki.space.id()).orElseThrow().failed()).hasSize(150);
    }

    @Test
    void acceptsAPushDespiteAnInvalidPage() {
        wiki.page(null, "Bad", "BOOM");
        wiki.git.fetch().write("New.md", "new");

        wiki.git.pushed("new");

        assertThat(wiki.textOf(wiki.pageAt("New.md"))).isEqualTo("new");
    }

    /** The index is lost; the invalid page keeps its last valid file and its path. */
    @Test
    void rebuildsALostIndexDespiteInvalidPages() throws IOException {
        wiki.page(null, "A", "a");
        PageId edited = wiki.page(null, "Edited", "good");
        PageId bad = wiki.page(null, "Bad", "BOOM");
        wiki.page(edited, "Below edited", "c");
        wiki.page(wiki.page(bad, "Child", "c"), "Grandchild", "g");
        wiki.page(wiki.page(bad, "Worse", "BOOM"), "Below worse", "d");
        wiki.pull();
        wiki.wiki.edit(wiki.space, edited, "BOOM", wiki.edit("Ada's edit"));
        wiki.pull();
        List<String> before = wiki.git.paths();

        wiki.lose(MovedRefs.STATE);
        assertThat(wiki.pull()).isInstanceOf(SyncReport.Pulled.class);

        assertThat(wiki.git.paths()).isEqualTo(before);
        assertThat(wiki.git.read("Edited.md")).isEqualTo("good");
        assertThat(wiki.sync.status(wiki.space.id()).orElseThrow().failed()).hasSize(3);
        assertThat(differences())
                .extracting(Difference::kind)
                .containsOnly(Difference.Kind.PAGE_FAILED)
                .hasSize(3);

        broken.set(false);
        wiki.pull();
        assertThat(wiki.git.read("Edited.md")).isEqualTo("BOOM");
        assertThat(wiki.git.read("Bad.md")).isEqualTo("BOOM");
        assertThat(wiki.git.read("Bad/Child/Grandchild.md")).isEqualTo("g");
        assertThat(wiki.git.read("Bad/Worse/Below worse.md")).isEqualTo("d");
        wiki.assertVerified();
    }

    /** The format changes after the page was pulled. */
    @Test
    void reportsAPageThatNoLongerRendersAndRepairsOthers() throws IOException {
        broken.set(false);
        wiki.page(null, "A", "BOOM");
        wiki.page(null, "B", "b");
        wiki.pull();
        broken.set(true);

        assertThat(differences()).extracting(Difference::kind).containsExactly(Difference.Kind.PAGE_FAILED);
        assertThat(wiki.sync.repair(wiki.space.id()).repaired()).isTrue();

        assertThat(wiki.git.paths()).containsExactly("A.md", "B.md");
        assertThat(differences()).extracting(Difference::kind).containsExactly(Difference.Kind.PAGE_FAILED);
        broken.set(false);
        wiki.pull();
        wiki.assertVerified();
    }

    /** Law 14: the wiki is restored. */
    @Test
    void followsARestoredWikiDespiteAnInvalidPage() {
        PageId page = wiki.page(null, "A", "a");
        PageId bad = wiki.page(null, "Bad", "fine");
        wiki.pull();
        wiki.wiki.edit(wiki.space, bad, "BOOM", wiki.edit("bad"));
        Runnable restore = wiki.wiki.backup(wiki.space);
        wiki.wiki.edit(wiki.space, page, "lost", wiki.edit("lost"));
        wiki.pull();

        restore.run();
        wiki.pull();

        assertThat(wiki.git.read("A.md")).isEqualTo("a");
        assertThat(wiki.git.read("Bad.md")).isEqualTo("fine");
        wiki.wiki.edit(wiki.space, bad, "fine again", wiki.edit("good"));
        wiki.pull();
        wiki.assertVerified();
    }

    private List<Difference> differences() {
        return ((VerifyReport.Verified) wiki.sync.verify(wiki.space.id())).differences();
    }

    private final class Picky implements PageFormat {
        private final PageFormat markdown = new MarkdownFormat();

        @Override
        public String extension() {
            return markdown.extension();
        }

        @Override
        public byte[] render(String title, String text, String nameTitle) {
            if (text.contains("DEEP")) {
                throw new StackOverflowError();
            }
            if (text.contains("BOOM") && broken.get()) {
                throw new IllegalStateException("can't render");
            }
            return markdown.render(title, text, nameTitle);
        }

        @Override
        public PageFormat.Reading read(byte[] bytes, String nameTitle) {
            return markdown.read(bytes, nameTitle);
        }
    }
}
