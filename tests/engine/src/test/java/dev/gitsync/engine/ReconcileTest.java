package dev.gitsync.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.model.PageId;
import dev.gitsync.report.PushResult;
import dev.gitsync.report.SyncReport;
import dev.gitsync.report.SyncReport.Reconciliation;
import dev.gitsync.repository.InMemoryRepositoryStore;
import dev.gitsync.settings.GitSyncSettings;
import dev.gitsync.settings.MergePolicy.ConflictPolicy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.function.UnaryOperator;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.lib.TreeFormatter;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Row C13: main moves in the repository without a push. The space keeps syncing, and no text is lost. */
class ReconcileTest {
    private EngineFixture wiki = new EngineFixture();

    @Test
    void turnsNewCommitsOnMainIntoPages() {
        PageId a = wiki.page(null, "A", "a");
        wiki.git.fetch().write("A.md", "by a script").write("New.md", "new");
        ObjectId found = moveMain(wiki.git.commit("script"));

        Reconciliation outcome = reconciled();

        assertThat(wiki.textOf(a)).isEqualTo("by a script");
        assertThat(wiki.textOf(wiki.pageAt("New.md"))).isEqualTo("new");
        assertThat(wiki.git.main()).isEqualTo(found);
        assertThat(outcome.conflicts()).isEmpty();
        assertThat(outcome.pages()).hasSize(2);
        assertSettled();
    }

    @Test
    void mergesBothSidesWithoutConflict() {
        PageId a = wiki.page(null, "A", "a");
        PageId b = wiki.page(null, "B", "b");
        wiki.git.fetch().write("A.md", "by a script");
        ObjectId found = moveMain(wiki.git.commit("script"));
        wiki.wiki.edit(wiki.space, b, "by a person", wiki.edit("edit"));

        reconciled();

        assertThat(wiki.textOf(a)).isEqualTo("by a script");
        assertThat(wiki.git.read("B.md")).isEqualTo("by a person");
        assertThat(wiki.git.log()).extracting(ObjectId::copy).contains(found);
        assertSettled();
    }

    @Test
    void keepsChangesUndoneAfterCrosswiseMerges() {
        PageId a = wiki.page(null, "A", "a");
        PageId b = wiki.page(null, "B", "b");
        moveMainAfterCrosswiseMerges(a, git -> git.write("A.md", "a").write("B.md", "b"));

        assertThat(reconciled().conflicts()).isEmpty();

        assertThat(wiki.textOf(a)).isEqualTo("a");
        assertThat(wiki.textOf(b)).isEqualTo("b");
        assertSettled();
    }

    @Test
    void reportsAConflictOfCrosswiseMergesWithDifferentResolutions() {
        PageId a = wiki.page(null, "A", "a");
        wiki.page(null, "B", "b");
        wiki.git.fetch();
        ObjectId script = wiki.git.write("A.md", "by a script").commit("script");
        wiki.wiki.edit(wiki.space, a, "by a person", wiki.edit("edit"));
        wiki.pull();
        ObjectId person = wiki.git.main();
        wiki.git.fetch().write("A.md", "by a person").commit("Merge, and keep the person's", script);
        assertThat(wiki.git.push()).isInstanceOf(PushResult.Accepted.class);
        ObjectId found =
                moveMain(wiki.git.at(script).write("A.md", "by a script").commit("Merge", person));

        assertThat(reconciled().conflicts()).containsExactly("A.md");

        assertThat(wiki.textOf(a)).isEqualTo("by a person");
        String otherPath = "A (git " + found.abbreviate(7).name() + ").md";
        assertThat(wiki.textOf(wiki.pageAt(otherPath))).isEqualTo("by a script");
        assertSettled();
    }

    /** A script and the wiki each merge the other's change. The script edits again, and main moves to its commit. */
    private void moveMainAfterCrosswiseMerges(PageId a, UnaryOperator<GitUser> edit) {
        wiki.git.fetch();
        ObjectId script = wiki.git.write("B.md", "by a script").commit("script");
        wiki.wiki.edit(wiki.space, a, "by a person", wiki.edit("edit"));
        wiki.pull();
        ObjectId person = wiki.git.main();
        assertThat(wiki.git.push()).isInstanceOf(PushResult.Accepted.class);
        wiki.git.at(script).write("A.md", "by a person").commit("Merge", person);
        moveMain(edit.apply(wiki.git).commit("Undo"));
    }

    @Test
    void keepsTheTextOfTheWikiAndAddsThatOfGitUnderKeepBoth() {
        Conflict conflict = conflict(ConflictPolicy.KEEP_BOTH);

        assertThat(conflict.outcome.conflicts()).containsExactly("A.md");
        assertThat(wiki.textOf(conflict.page)).isEqualTo("by a person");
        String otherPath = "A (git " + conflict.found.abbreviate(7).name() + ").md";
        assertThat(wiki.textOf(wiki.pageAt(otherPath))).isEqualTo("by a script");
        assertSettled();
    }

    @Test
    void keepsTheTextOfGitOnlyInHistoryUnderWikiWins() {
        Conflict conflict = conflict(ConflictPolicy.WIKI_WINS);

        assertThat(wiki.textOf(conflict.page)).isEqualTo("by a person");
        assertThat(wiki.git.paths()).containsExactly("A.md");
        assertThat(wiki.git.log()).extracting(ObjectId::copy).contains(conflict.found);
        assertSettled();
    }

    @Test
    void keepsTheTextOfTheWikiInHistoryUnderGitWins() {
        Conflict conflict = conflict(ConflictPolicy.GIT_WINS);

        assertThat(wiki.textOf(conflict.page)).isEqualTo("by a script");
        assertThat(wiki.git.paths()).containsExactly("A.md");
        assertThat(wiki.git.log())
                .extracting(commit -> commit.getShortMessage())
                .contains("edit");
        assertSettled();
    }

    @Test
    void restoresMainThatWasDeletedOrRewound() {
        wiki.page(null, "A", "a");
        wiki.git.fetch();
        ObjectId first = wiki.git.main();
        wiki.page(null, "B", "b");
        wiki.pull();
        ObjectId second = wiki.git.main();

        moveMain(first);
        reconciled();
        assertThat(wiki.git.main()).isEqualTo(second);

        moveMain(null);
        assertThat(reconciled().found()).isEqualTo("nothing");
        assertThat(wiki.git.main()).isEqualTo(second);
        assertSettled();
    }

    @Test
    void keepsContentThatTheWikiRejectsInHistory() {
        PageId a = wiki.page(null, "A", "a");
        wiki.git.fetch().write("A.md", "<<<<<<< ours\nx\n=======\ny\n>>>>>>> theirs\n");
        ObjectId found = moveMain(wiki.git.commit("broken"));

        Reconciliation outcome = reconciled();

        assertThat(outcome.setAside()).isNotEmpty();
        assertThat(wiki.textOf(a)).isEqualTo("a");
        assertThat(wiki.git.log()).extracting(ObjectId::copy).contains(found);
        assertSettled();
    }

    @Test
    void restoresMainThatPointsToNoValidCommit() {
        wiki.page(null, "A", "a");
        wiki.git.fetch();
        ObjectId good = wiki.git.main();
        try (Repository repository = wiki.sync.open(wiki.space);
                ObjectInserter inserter = repository.newObjectInserter()) {
            ObjectId blob = inserter.insert(Constants.OBJ_BLOB, new byte[] {1});
            inserter.flush();
            moveMain(blob);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }

        reconciled();

        assertThat(wiki.git.main()).isEqualTo(good);
        assertSettled();
    }

    @Test
    void restoresMainThatNoClientCouldClone() {
        wiki.page(null, "A", "a");
        wiki.git.fetch();
        ObjectId good = wiki.git.main();
        try (Repository repository = wiki.sync.open(wiki.space);
                ObjectInserter inserter = repository.newObjectInserter()) {
            TreeFormatter twice = new TreeFormatter();
            twice.append("A.md", FileMode.REGULAR_FILE, inserter.insert(Constants.OBJ_BLOB, new byte[] {'x'}));
            twice.append("A.md", FileMode.REGULAR_FILE, inserter.insert(Constants.OBJ_BLOB, new byte[] {'y'}));
            CommitBuilder commit = new CommitBuilder();
            commit.setTreeId(inserter.insert(twice));
            commit.setParentId(good);
            commit.setAuthor(new PersonIdent("script", "script@example.org"));
            commit.setCommitter(new PersonIdent("script", "script@example.org"));
            ObjectId bad = inserter.insert(commit);
            inserter.flush();
            moveMain(bad);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }

        assertThat(reconciled().setAside()).singleElement().asString().contains("A.md");
        assertThat(wiki.git.main()).isEqualTo(good);
        assertSettled();
    }

    @Test
    void refusesAMassDeletionWithoutAPusher() {
        for (int i = 0; i < 60; i++) {
            wiki.page(null, "P" + i, "p" + i);
        }
        wiki.git.fetch();
        for (int i = 0; i < 55; i++) {
            wiki.git.delete("P" + i + ".md");
        }
        moveMain(wiki.git.write("New.md", "new").commit("clean-up script"));

        Reconciliation outcome = reconciled();

        assertThat(outcome.setAside()).hasSize(1);
        assertThat(wiki.wiki.pages(wiki.space, null, 100)).hasSize(61);
        assertThat(wiki.git.paths()).hasSize(61);
        assertSettled();
    }

    @Test
    void mergesARepositoryThatWasFilledBeforeTheSpaceWasEnabled() {
        PageId a = wiki.page(null, "A", "from the wiki");
        GitUser before = new GitUser(wiki.sync, wiki.space);
        moveMain(before.write("A.md", "from git").write("Old.md", "old").commit("years ago"));

        reconciled();

        assertThat(wiki.textOf(a)).isEqualTo("from the wiki");
        assertThat(wiki.textOf(wiki.pageAt("Old.md"))).isEqualTo("old");
        assertThat(wiki.wiki.pages(wiki.space, null, 10)).hasSize(3);
        assertSettled();
    }

    @Test
    void acceptsAPushAfterAReconciliation() {
        conflict(ConflictPolicy.KEEP_BOTH);

        wiki.git.fetch().write("Next.md", "next");
        wiki.git.pushed("next");
        assertSettled();
    }

    private record Conflict(PageId page, ObjectId found, Reconciliation outcome) {}

    private Conflict conflict(ConflictPolicy policy) {
        wiki = new EngineFixture(
                new InMemoryRepositoryStore(),
                builder -> builder.settings(GitSyncSettings.builder()
                        .merge(merge -> merge.conflicts(policy))
                        .build()));
        PageId page = wiki.page(null, "A", "a");
        wiki.git.fetch().write("A.md", "by a script");
        ObjectId found = moveMain(wiki.git.commit("script"));
        wiki.wiki.edit(wiki.space, page, "by a person", wiki.edit("edit"));
        return new Conflict(page, found, reconciled());
    }

    private Reconciliation reconciled() {
        SyncReport report = wiki.pull();
        assertThat(report).isInstanceOf(SyncReport.Pulled.class);
        Reconciliation outcome = ((SyncReport.Pulled) report).reconciliation();
        assertThat(outcome).isNotNull();
        return outcome;
    }

    private void assertSettled() {
        assertThat(wiki.pull()).isInstanceOf(SyncReport.UpToDate.class);
        wiki.assertVerified();
        assertThat(List.of(wiki.git.main())).doesNotContain(ObjectId.zeroId());
    }

    private ObjectId moveMain(@Nullable ObjectId to) {
        try (Repository repository = wiki.sync.open(wiki.space)) {
            RefUpdate update = repository.updateRef(Constants.R_HEADS + "main");
            update.setForceUpdate(true);
            if (to == null) {
                update.delete();
                return ObjectId.zeroId();
            }
            update.setNewObjectId(to);
            assertThat(update.forceUpdate())
                    .isIn(RefUpdate.Result.NEW, RefUpdate.Result.FORCED, RefUpdate.Result.FAST_FORWARD);
            return to;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
