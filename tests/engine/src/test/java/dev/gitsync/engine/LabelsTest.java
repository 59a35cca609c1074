package dev.gitsync.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.GitSync;
import dev.gitsync.model.Labels;
import dev.gitsync.model.PageConventions;
import dev.gitsync.model.PageId;
import dev.gitsync.model.Space;
import dev.gitsync.report.PushResult;
import dev.gitsync.repository.InMemoryRepositoryStore;
import dev.gitsync.settings.GitSyncSettings;
import dev.gitsync.store.PageChange;
import dev.gitsync.testkit.InMemoryPageStore;
import dev.gitsync.tests.store.InMemorySpaceDirectory;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.lib.ObjectId;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Labels of the wiki are entries in the front matter of files, and the reverse: issue 29. */
class LabelsTest {
    private final InMemoryPageStore pages = InMemoryPageStore.withLabels();
    private final EngineFixture wiki = EngineFixture.of(pages);

    @Test
    void pushedLabelsAreInTheWikiAndTheFileComesBack() {
        String file = "---\ntags: [b, \"a\"] # mine\nother: 1\n---\ntext\n";
        wiki.git.write("Guide.md", file).write("Plain.md", "plain\n").pushed("Labels");
        ObjectId pushed = wiki.git.main();

        PageId guide = wiki.pageAt("Guide.md");
        assertThat(labels(guide)).isEqualTo(Labels.of("a", "b"));
        assertThat(wiki.textOf(guide)).isEqualTo(file);
        assertThat(labels(wiki.pageAt("Plain.md"))).isEqualTo(Labels.none());
        wiki.pull();
        assertThat(wiki.git.main()).isEqualTo(pushed);

        wiki.git.write("Guide.md", file.replace("[b, \"a\"]", "[b]")).pushed("Fewer");
        assertThat(labels(guide)).isEqualTo(Labels.of("b"));
        wiki.git.move("Guide.md", "Manual.md").pushed("Move");
        assertThat(labels(guide)).isEqualTo(Labels.of("b"));
        wiki.assertVerified();
    }

    @Test
    void labelsSetInTheWikiAreInTheNextPull() {
        wiki.git
                .write("Guide.md", "---\ntags:\n- b # mine\n---\ntext\n")
                .write("Plain.md", "plain\n")
                .pushed("Files");
        PageId guide = wiki.pageAt("Guide.md");
        PageId plain = wiki.pageAt("Plain.md");
        pages.label(wiki.space, guide, Labels.of("a", "b"), wiki.edit("Label"));
        pages.label(wiki.space, plain, Labels.of("x"), wiki.edit("Label"));
        wiki.pull();

        assertThat(wiki.git.read("Guide.md")).isEqualTo("---\ntags:\n- b # mine\n- a\n---\ntext\n");
        assertThat(wiki.git.read("Plain.md")).isEqualTo("---\ntags: [x]\n---\nplain\n");
        wiki.assertVerified();
        pages.rename(wiki.space, plain, "Other: title", wiki.edit("Rename"));
        pages.label(wiki.space, plain, Labels.none(), wiki.edit("Label"));
        wiki.pull();
        assertThat(wiki.git.read("Plain.md")).isEqualTo("---\ntitle: \"Other: title\"\n---\nplain\n");
        wiki.assertVerified();
    }

    @Test
    void labelsOfBothSidesAreMerged() {
        wiki.git
                .write("A.md", "---\ntags:\n- a\n\nx: 1\n\nlabels: [b]\n---\ntext\n")
                .pushed("File");
        PageId page = wiki.pageAt("A.md");
        wiki.git.fetch();
        pages.label(wiki.space, page, Labels.of("a", "b", "c"), wiki.edit("Label"));
        wiki.git
                .write("A.md", "---\ntags:\n- a\n\nx: 1\n\nlabels: [b, d]\n---\ntext\n")
                .commit("Label too");

        assertThat(wiki.git.push()).isInstanceOf(PushResult.Accepted.class);
        assertThat(labels(page)).isEqualTo(Labels.of("a", "b", "c", "d"));
        wiki.assertVerified();
    }

    @Test
    void labelsThatCanNotBeReadStayInTheFileAndInTheWiki() {
        wiki.git.write("A.md", "---\ntags: [a]\n---\ntext\n").pushed("File");
        PageId page = wiki.pageAt("A.md");
        String anchored = "---\ntags: &all [a, b]\n---\ntext\n";
        wiki.git.write("A.md", anchored).pushed("Anchor");
        assertThat(labels(page)).isEqualTo(Labels.of("a"));

        pages.label(wiki.space, page, Labels.of("c"), wiki.edit("Label"));
        wiki.pull();
        assertThat(wiki.git.read("A.md")).isEqualTo(anchored);
        assertThat(labels(page)).isEqualTo(Labels.of("c"));
        wiki.assertVerified();
    }

    /** A push that does not change the file names it no more. */
    @Test
    void receiptNamesLabelsThatTheWikiDoesNotTake() {
        wiki.git
                .write("A.md", "---\ntags: &all [a]\n---\n")
                .write("B.md", "---\ntags: [good, \"tab\\tbed\"]\n---\n")
                .write("C.md", "---\ntags: [good]\n---\n")
                .commit("Files");
        PushResult.Accepted accepted = (PushResult.Accepted) wiki.git.push();
        assertThat(accepted.notes())
                .hasSize(3)
                .startsWith("2 files have labels that the wiki does not take. They stay in the file:");
        assertThat(accepted.notes().get(1)).startsWith("A.md: ").contains("'tags'");
        assertThat(accepted.notes().get(2)).isEqualTo("B.md: 'tab?bed'");
        assertThat(labels(wiki.pageAt("B.md"))).isEqualTo(Labels.of("good"));

        wiki.git
                .move("B.md", "Moved.md")
                .write("C.md", "---\ntags: [better]\n---\n")
                .commit("Move");
        assertThat(((PushResult.Accepted) wiki.git.push()).notes()).isEmpty();
        wiki.assertVerified();
    }

    @Test
    void folderPageKeepsItsLabels() {
        PageId folder = wiki.page(null, "Folder", null);
        wiki.page(folder, "Child", "child");
        pages.label(wiki.space, folder, Labels.of("a"), wiki.edit("Label"));
        wiki.pull();
        wiki.git.fetch().move("Folder", "Moved").pushed("Move");
        assertThat(labels(folder)).isEqualTo(Labels.of("a"));
        wiki.wiki.edit(wiki.space, folder, "text now\n", wiki.edit("Write"));
        wiki.pull();
        assertThat(wiki.git.read("Moved.md")).isEqualTo("---\ntags: [a]\n---\ntext now\n");
        wiki.assertVerified();
    }

    @Test
    void validatorSeesLabels() {
        List<PageChange> seen = new ArrayList<>();
        EngineFixture validated = new EngineFixture(
                pages,
                new InMemoryRepositoryStore(),
                builder -> builder.validator((space, pusher, plan) -> {
                    seen.addAll(plan);
                    return Optional.empty();
                }));
        validated.git.write("A.md", "---\ntags: [a]\n---\n").pushed("File");
        assertThat(seen.get(0).contentAfter().orElseThrow().labels()).isEqualTo(Labels.of("a"));
    }

    @Test
    void keysAreThoseOfTheSpaceElseOfTheOperator() {
        String file = "---\ntags: [a]\nkeywords: [b]\ncategories: [c]\n---\n";
        assertThat(labelsOf(file, "tags, labels", null)).isEqualTo(Labels.of("a"));
        assertThat(labelsOf(file, "keywords,categories", null)).isEqualTo(Labels.of("b", "c"));
        assertThat(labelsOf(file, "none", null)).isNull();
        assertThat(labelsOf(file, "tags", new PageConventions(List.of(), false, List.of("categories"))))
                .isEqualTo(Labels.of("c"));
        assertThat(labelsOf(file, "tags", new PageConventions(List.of(), false, List.of())))
                .isNull();
        assertThat(labelsOf(file, "keywords", PageConventions.standard())).isEqualTo(Labels.of("b"));
    }

    private static @Nullable Labels labelsOf(String file, String keys, @Nullable PageConventions conventions) {
        InMemoryPageStore store = InMemoryPageStore.withLabels();
        EngineFixture fixture = EngineFixture.of(store);
        Space space = new Space(fixture.space.id(), "acme", "Handbook", conventions);
        GitSync sync = GitSync.builder()
                .spaces(InMemorySpaceDirectory.of(space))
                .pages(store)
                .repositories(new InMemoryRepositoryStore())
                .settings(GitSyncSettings.builder()
                        .pages(names -> names.labelKeys(keys))
                        .build())
                .build();
        GitUser git = new GitUser(sync, space);
        ObjectId pushed = git.write("A.md", file).commit("File");
        assertThat(git.push()).isInstanceOf(PushResult.Accepted.class);
        sync.runOnce(space.id());
        assertThat(git.main()).isEqualTo(pushed);
        return store.pages(space, null, 1).get(0).content().labels();
    }

    @Test
    void spaceGetsLabelsThatTheWikiHadBeforeWithRepair() {
        EngineFixture before = new EngineFixture(
                pages,
                new InMemoryRepositoryStore(),
                builder -> builder.settings(GitSyncSettings.builder()
                        .pages(names -> names.labelKeys("none"))
                        .build()));
        PageId page = before.page(null, "A", "text\n");
        pages.label(before.space, page, Labels.of("a"), before.edit("Label"));
        before.pull();
        assertThat(before.git.read("A.md")).isEqualTo("text\n");

        EngineFixture now = new EngineFixture(pages, before.repositories, builder -> builder);
        now.sync.repair(now.space.id());
        assertThat(now.git.fetch().read("A.md")).isEqualTo("---\ntags: [a]\n---\ntext\n");
        now.assertVerified();
    }

    @Test
    void wikiWithoutLabelsIsUnchanged() {
        EngineFixture without = new EngineFixture();
        String file = "---\ntags: [a]\n---\ntext\n";
        without.git.write("A.md", file).pushed("File");
        assertThat(without.pages().get(0).content().labels()).isNull();
        assertThat(without.pages().get(0).content().text()).isEqualTo(file);
    }

    private @Nullable Labels labels(PageId page) {
        return pages.page(wiki.space, page).orElseThrow().content().labels();
    }
}
