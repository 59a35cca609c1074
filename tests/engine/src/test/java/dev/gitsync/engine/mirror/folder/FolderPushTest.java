package dev.gitsync.engine.mirror.folder;

import static dev.gitsync.engine.mirror.folder.FolderFixture.MAIN;
import static dev.gitsync.engine.mirror.folder.FolderFixture.files;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.internal.mirror.RemoteException;
import dev.gitsync.internal.mirror.RemoteRepository.Move;
import java.util.SortedMap;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.revwalk.RevCommit;
import org.junit.jupiter.api.Test;

/** What becomes of the wiki's commits at a remote to one of whose folders the space is mapped. {@link FolderFixture#push} checks each. */
class FolderPushTest {
    private final FolderFixture site = new FolderFixture();

    @Test
    void changesTheFolderAndNothingElse() throws RemoteException {
        ObjectId before = site.commitThere("Base", "Main.java", "1", "docs/Home.md", "home", "docs.txt", "2");
        site.takeIn();
        ObjectId edit = site.commitHere("Edit\n\nbody", "Home.md", "edited", "Setup/Linux.md", "new");
        ObjectId after = site.push();

        assertThat(site.there.files(after))
                .isEqualTo(files(
                        "Main.java", "1", "docs.txt", "2", "docs/Home.md", "edited", "docs/Setup/Linux.md", "new"));
        RevCommit commit = site.there.read(after);
        assertThat(commit.getParents()).containsExactly(site.there.read(before));
        assertThat(site.there.raw(after).replaceFirst("tree .*\nparent .*\n", ""))
                .isEqualTo(site.here.raw(edit).replaceFirst("tree .*\nparent .*\n", ""));
    }

    @Test
    void sendsWhatCameInAsTheCommitThatItWas() throws RemoteException {
        ObjectId there = site.commitThere("Base", "Main.java", "1", "docs/Home.md", "home");
        site.takeIn();
        ObjectId edit = site.commitHere("Edit", "Home.md", "edited");
        ObjectId pushed = site.push();
        assertThat(site.there.read(pushed).getParent(0)).isEqualTo(there);

        ObjectId more = site.commitThere("More", "docs/Home.md", "more");
        assertThat(site.here.read(site.takeIn()).getParent(0)).isEqualTo(edit);
        site.commitHere("Edit again", "Home.md", "again");
        assertThat(site.there.read(site.push()).getParent(0)).isEqualTo(more);
    }

    @Test
    void followsTheNewestCommitOfTheBranchEvenIfThatDidNotTouchTheFolder() throws RemoteException {
        site.commitThere("Base", "Main.java", "1", "docs/Home.md", "home");
        site.takeIn();
        ObjectId code = site.commitThere("Code", "Main.java", "2");
        site.commitHere("Edit", "Home.md", "edited");

        ObjectId pushed = site.push();
        assertThat(site.there.read(pushed).getParent(0)).isEqualTo(code);
        assertThat(site.there.files(pushed)).containsEntry("Main.java", "2");
    }

    @Test
    void followsABranchThatMovedBeforeThePush() throws RemoteException {
        site.commitThere("Base", "Main.java", "1", "docs/Home.md", "home");
        site.takeIn();
        site.commitHere("Edit", "Home.md", "edited");
        site.bare.beforePush(() -> {
            site.bare.beforePush(() -> {});
            site.commitThere("Code", "Main.java", "2");
        });
        ObjectId main = site.here.ref(MAIN);
        boolean isPushed = site.connected((remote, space) -> {
            Move move = new Move("main", remote.heads().at("main"), main);
            assertThat(remote.push(space, move)).isFalse();
            return remote.push(space, new Move("main", remote.heads().at("main"), main));
        });

        assertThat(isPushed).isTrue();
        assertThat(site.there.log(site.there.ref(MAIN))).containsExactly("Base", "Code", "Edit");
        assertThat(site.head()).isEqualTo(main);
    }

    @Test
    void mergesWithTheRealCommitsOfTheRemote() throws RemoteException {
        site.commitThere("Base", "Main.java", "1", "docs/Home.md", "home");
        ObjectId base = site.takeIn();
        ObjectId edit = site.commitHere("Edit", "Home.md", "edited");
        ObjectId there = site.commitThere("There", "Main.java", "2", "docs/Setup.md", "setup");
        ObjectId fetched = site.fetch();
        site.moveHere(site.here.commit(files("Home.md", "edited", "Setup.md", "setup"), "Merge", edit, fetched));

        ObjectId merge = site.push();
        assertThat(site.there.read(merge).getParent(1)).isEqualTo(there);
        assertThat(site.there.files(merge)).containsEntry("Main.java", "2");
        assertThat(site.here.contains(fetched, base)).isTrue();
    }

    @Test
    void neverRevertsWhatLiesOutside() throws RemoteException {
        site.commitThere("Base", "Main.java", "1", "docs/Home.md", "home");
        ObjectId base = site.takeIn();
        ObjectId old = site.here.commit(files("Home.md", "home", "Old.md", "old"), "From an old clone", base);
        site.commitThere("Both", "Main.java", "2", "docs/Two.md", "2");
        ObjectId two = site.takeIn();
        SortedMap<String, String> all = files("Home.md", "home", "Old.md", "old", "Two.md", "2");
        for (boolean isOldFirst : new boolean[] {true, false}) {
            ObjectId newest = site.here.ref(MAIN);
            site.commitThere("Code", "Main.java", isOldFirst ? "3" : "4");
            ObjectId other = isOldFirst ? old : two;
            site.moveHere(site.here.commit(all, "Merge", isOldFirst ? other : newest, isOldFirst ? newest : other));
            ObjectId pushed = site.push();
            assertThat(site.there.files(pushed)).containsEntry("Main.java", isOldFirst ? "3" : "4");
        }
    }

    @Test
    void takesOutsideFilesOfAMergeOfOlderCommitsFromTheNewerOne() throws RemoteException {
        site.commitThere("One", "Main.java", "1", "docs/Home.md", "1");
        ObjectId one = site.takeIn();
        site.commitThere("Two", "Main.java", "2", "docs/Home.md", "2");
        ObjectId two = site.takeIn();
        site.commitThere("Three", "Main.java", "3", "docs/Home.md", "3");
        ObjectId three = site.takeIn();
        ObjectId side = site.here.commit(files("Home.md", "side"), "Side", one);
        ObjectId merge = site.here.commit(files("Home.md", "merged"), "Merge of the past", side, two);
        site.moveHere(site.here.commit(files("Home.md", "3"), "Merge of all", three, merge));

        ObjectId pushed = site.push();
        ObjectId past = site.there.read(pushed).getParent(1);
        assertThat(site.there.read(past).getFullMessage()).isEqualTo("Merge of the past");
        assertThat(site.there.files(past)).containsEntry("Main.java", "2");
    }

    @Test
    void beginsTheFolderInARepositoryThatHasNone() throws RemoteException {
        ObjectId code = site.commitThere("Code", "Main.java", "1");
        site.commitHere("Home", "Home.md", "home");
        site.commitHere("Setup", "Setup.md", "setup");

        ObjectId pushed = site.push();
        assertThat(site.there.log(pushed)).containsExactly("Code", "Home", "Setup");
        assertThat(site.there.contains(pushed, code)).isTrue();
    }

    @Test
    void fillsAnEmptyRepository() throws RemoteException {
        site.commitHere("Home", "Home.md", "home");
        assertThat(site.there.files(site.push())).isEqualTo(files("docs/Home.md", "home"));
    }

    @Test
    void deletesTheFolderWithItsLastFile() throws RemoteException {
        site.folder("site/docs");
        site.commitThere("Base", "Main.java", "1", "site/docs/Home.md", "home");
        ObjectId base = site.takeIn();
        site.moveHere(site.here.commit(files(), "Delete all", base));
        assertThat(site.there.files(site.push())).isEqualTo(files("Main.java", "1"));

        site.commitHere("Begin again", "Home.md", "new");
        assertThat(site.inside(site.push())).isEqualTo(files("Home.md", "new"));
    }

    @Test
    void bringsBackCommitsThatChangeNothing() throws RemoteException {
        site.commitThere("Base", "Main.java", "1", "docs/Home.md", "home");
        site.takeIn();
        ObjectId empty = site.commitHere("Nothing");
        site.commitHere("Edit", "Home.md", "edited");
        site.push();
        assertThat(site.headAfresh()).isEqualTo(site.here.ref(MAIN));
        assertThat(site.there.raw(site.there.read(site.there.ref(MAIN)).getParent(0)))
                .contains("\ngitsync-commit " + empty.name() + "\n");
        assertThat(site.there.raw(site.there.ref(MAIN))).doesNotContain("gitsync-commit");
    }

    @Test
    void bringsBackSignedCommitsByteByByte() throws RemoteException {
        site.commitThere("Base", "Main.java", "1", "docs/Home.md", "home");
        ObjectId base = site.takeIn();
        String extras = "encoding ISO-8859-1\nchange-id xyz\ngpgsig -----BEGIN PGP SIGNATURE-----\n \n abc\n";
        ObjectId signed = site.moveHere(site.here.commit(files("Home.md", "signed"), extras, "Sign", base));

        ObjectId pushed = site.push();
        assertThat(site.headAfresh()).isEqualTo(signed);
        assertThat(site.there.raw(pushed))
                .contains("\nencoding ISO-8859-1\ngitsync-change-id xyz\ngitsync-gpgsig -----BEGIN");
    }

    @Test
    void bringsBackMergesOfACommitAndItsDescendant() throws RemoteException {
        site.commitThere("Base", "Main.java", "1", "docs/Home.md", "home");
        ObjectId base = site.takeIn();
        ObjectId edit = site.here.commit(files("Home.md", "edited"), "Edit", base);
        ObjectId merge = site.moveHere(site.here.commit(files("Home.md", "edited"), "Merge", base, edit));
        site.push();
        assertThat(site.headAfresh()).isEqualTo(merge);
    }

    @Test
    void ignoresAForgedMark() throws RemoteException {
        site.commitThere("Base", "Main.java", "1", "docs/Home.md", "home");
        ObjectId base = site.takeIn();
        String mark = "gitsync-commit " + base.name() + "\n";
        site.moveThere(site.there.commit(
                files("Main.java", "2", "docs/Home.md", "home"), mark, "Forged", site.there.ref(MAIN)));
        assertThat(site.head()).isEqualTo(base);
    }

    @Test
    void translatesAfreshToTheWikisOwnCommits() throws RemoteException {
        site.commitThere("Base", "Main.java", "1", "docs/Home.md", "home");
        site.takeIn();
        site.commitHere("Edit", "Home.md", "edited");
        site.push();
        site.commitThere("There", "docs/Setup.md", "setup");
        site.takeIn();
        site.commitHere("Edit again", "Home.md", "again");
        site.push();

        assertThat(site.headAfresh()).isEqualTo(site.here.ref(MAIN));
    }

    @Test
    void doesNotPushCommitsAgainThatTheRemoteReplaced() throws RemoteException {
        ObjectId leaked = site.commitThere("Base", "Secret.txt", "secret", "docs/Home.md", "home");
        ObjectId base = site.takeIn();
        ObjectId second = site.commitThere("Second", "docs/Home.md", "second");
        ObjectId main = site.takeIn();
        ObjectId old = site.here.commit(files("Home.md", "home", "Old.md", "old"), "Old clone", base);
        // The remote's history without the file, otherwise the same: it has the same translation.
        ObjectId clean = site.there.rewritten(site.there.raw(leaked), files("docs/Home.md", "home"));
        String raw = site.there.raw(second).replace(leaked.name(), clean.name());
        site.moveThere(site.there.rewritten(raw, files("docs/Home.md", "second")));
        assertThat(site.head()).isEqualTo(main);

        ObjectId edit = site.commitHere("Edit", "Home.md", "edited");
        site.moveHere(site.here.commit(files("Home.md", "edited", "Old.md", "old"), "Merge", edit, old));
        assertThat(site.there.history(site.push())).doesNotContain(leaked).contains(clean);
    }

    @Test
    void createsABranchThatWasDeletedWithTheCommitsThatItHad() throws RemoteException {
        site.commitThere("Base", "Main.java", "1", "docs/Home.md", "home");
        site.takeIn();
        ObjectId code = site.commitThere("Code", "Main.java", "2");
        site.head();
        site.there.set(MAIN, ObjectId.zeroId());
        assertThat(site.heads()).isEmpty();

        ObjectId main = site.commitHere("Edit", "Home.md", "edited");
        assertThat(site.<Boolean>connected((remote, space) -> {
                    remote.heads();
                    return remote.push(space, new Move("main", ObjectId.zeroId(), main));
                }))
                .isTrue();
        assertThat(site.there.contains(site.there.ref(MAIN), code)).isTrue();
        assertThat(site.head()).isEqualTo(main);
    }

    @Test
    void keepsTheConflictBranchApart() throws RemoteException {
        ObjectId base = site.commitThere("Base", "Main.java", "1", "docs/Home.md", "home");
        site.takeIn();
        ObjectId first = site.commitHere("First", "Home.md", "here");
        site.commitThere("There", "Main.java", "2", "docs/Home.md", "there");
        String branch = site.mirror().conflictBranch();
        String ref = "refs/heads/" + branch;
        pushConflict(branch, ObjectId.zeroId(), first);
        ObjectId begun = site.there.ref(ref);
        assertThat(site.there.read(begun).getParent(0)).isEqualTo(base);

        ObjectId second = site.commitHere("Second", "Home.md", "here again");
        assertThat(site.heads()).containsEntry(branch, first);
        pushConflict(branch, first, second);
        assertThat(site.there.contains(site.there.ref(ref), begun)).isTrue();

        // Somebody merges the branch at the remote.
        ObjectId merge = site.there.commit(
                files("Main.java", "2", "docs/Home.md", "both"), "Solve", site.there.ref(MAIN), site.there.ref(ref));
        site.moveThere(merge);
        ObjectId solved = site.head();
        assertThat(solved).isEqualTo(site.headAfresh());
        site.takeIn();
        assertThat(site.here.contains(solved, second)).isTrue();
        site.commitHere("Go on", "Home.md", "on");
        assertThat(site.there.read(site.push()).getParent(0)).isEqualTo(merge);
    }

    private void pushConflict(String branch, ObjectId expected, ObjectId main) throws RemoteException {
        assertThat(site.<Boolean>connected((remote, space) -> {
                    remote.heads();
                    return remote.push(space, new Move(branch, expected, main));
                }))
                .isTrue();
    }
}
