package dev.gitsync.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.model.PageId;
import dev.gitsync.report.PushResult;
import dev.gitsync.repository.InMemoryRepositoryStore;
import dev.gitsync.settings.DeletePolicy;
import dev.gitsync.settings.GitSyncSettings;
import dev.gitsync.settings.MergePolicy.ConflictPolicy;
import java.util.function.UnaryOperator;
import org.eclipse.jgit.lib.ObjectId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Siblings of faults P6: a page file keeps its executable bit when trees are merged or rebuilt. */
class ExecutableBitTest {
    private static final String TEXT = "1\n\n2\n3\n4\n5\n";

    private EngineFixture wiki = new EngineFixture();

    @Test
    void keepsTheBitInAMergeWithAnEditOfTheWiki() {
        PageId page = executable();
        wiki.git.fetch().write("Run.md", TEXT.replace("5", "five"));
        wiki.wiki.edit(wiki.space, page, TEXT.replace("1", "one"), wiki.edit("edit"));
        wiki.git.commit("push");

        assertThat(wiki.git.push()).isInstanceOf(PushResult.Accepted.class);

        assertThat(wiki.textOf(page)).contains("one", "five");
        assertThat(wiki.git.executables()).containsExactly("Run.md");
        wiki.assertVerified();
    }

    @Test
    void takesTheBitFromAMergedPush() {
        PageId page = wiki.page(null, "Run", TEXT);
        wiki.git.fetch().makeExecutable("Run.md");
        wiki.wiki.edit(wiki.space, page, TEXT.replace("1", "one"), wiki.edit("edit"));
        wiki.git.commit("chmod");

        assertThat(wiki.git.push()).isInstanceOf(PushResult.Accepted.class);

        assertThat(wiki.textOf(page)).contains("one");
        assertThat(wiki.git.executables()).containsExactly("Run.md");
        wiki.assertVerified();
    }

    @ParameterizedTest
    @EnumSource
    void keepsTheBitInAReconciliation(ConflictPolicy policy) {
        wiki = fixture(builder -> builder.merge(merge -> merge.conflicts(policy)));
        PageId page = executable();
        wiki.git.fetch().write("Run.md", TEXT.replace("1", "script"));

        bringTogether(page);
    }

    @ParameterizedTest
    @EnumSource
    void keepsABitThatAScriptSet(ConflictPolicy policy) {
        wiki = fixture(builder -> builder.merge(merge -> merge.conflicts(policy)));
        PageId page = wiki.page(null, "Run", TEXT);
        wiki.git.fetch().makeExecutable("Run.md").write("Run.md", TEXT.replace("1", "script"));

        bringTogether(page);
    }

    /** A script has committed the written files to main, and a user has edited the page. */
    private void bringTogether(PageId page) {
        wiki.move(MovedRefs.MAIN, wiki.git.commit("script"));
        wiki.wiki.edit(wiki.space, page, TEXT.replace("1", "person"), wiki.edit("edit"));

        wiki.pull();

        assertThat(wiki.git.executables()).hasSameElementsAs(wiki.git.paths()).contains("Run.md");
        wiki.assertVerified();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void keepsTheBitInARebuild(boolean isRenamedToo) {
        PageId page = executable();
        wiki.wiki.edit(wiki.space, page, "other\n", wiki.edit("edit"));

        rebuild(page, isRenamedToo);
    }

    /** Main has a tree that the wiki never had. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void keepsTheBitInARebuildFromThePagesAlone(boolean isRenamedToo) {
        PageId page = executable();
        ObjectId before = wiki.git.main();
        PageId other = wiki.page(null, "Other", "other\n");
        wiki.wiki.edit(wiki.space, page, TEXT.replace("1", "one"), wiki.edit("edit"));
        wiki.wiki.delete(wiki.space, other, wiki.edit("Drop"));
        wiki.pull();
        wiki.move(MovedRefs.MAIN, before);
        wiki.move(MovedRefs.WIKI, before);

        rebuild(page, isRenamedToo);
    }

    private void rebuild(PageId page, boolean isRenamedToo) {
        if (isRenamedToo) {
            wiki.wiki.rename(wiki.space, page, "Runner", wiki.edit("rename"));
        }
        wiki.lose(MovedRefs.STATE);

        wiki.pull();

        assertThat(wiki.git.executables()).containsExactly(isRenamedToo ? "Runner.md" : "Run.md");
        wiki.assertVerified();
    }

    @Test
    void keepsTheBitInADeletionThatTheGuardSkips() {
        wiki = fixture(builder -> builder.deletes(
                deletes -> deletes.mode(DeletePolicy.Mode.SKIP).maxPages(0).maxShare(0)));
        PageId page = executable();
        wiki.git.fetch().delete("Run.md").commit("delete");

        wiki.git.push();

        assertThat(wiki.textOf(page)).isEqualTo(TEXT);
        assertThat(wiki.git.executables()).containsExactly("Run.md");
    }

    @Test
    void keepsTheBitInADeletionByPushAndARestorationInTheWiki() {
        wiki.page(null, "Home", "home\n");
        PageId page = executable();
        wiki.git.fetch().delete("Run.md").pushed("delete");

        wiki.wiki.restore(wiki.space, page, wiki.edit("restore"));
        wiki.pull();

        assertThat(wiki.git.executables()).containsExactly("Run.md");
        wiki.assertVerified();
    }

    private PageId executable() {
        PageId page = wiki.page(null, "Run", TEXT);
        wiki.git.fetch().makeExecutable("Run.md").pushed("chmod");
        return page;
    }

    private static EngineFixture fixture(UnaryOperator<GitSyncSettings.Builder> settings) {
        return new EngineFixture(
                new InMemoryRepositoryStore(),
                builder -> builder.settings(
                        settings.apply(GitSyncSettings.builder()).build()));
    }
}
