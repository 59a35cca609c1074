package dev.gitsync.engine.mirror.folder;

import static dev.gitsync.engine.mirror.folder.FolderFixture.MAIN;
import static dev.gitsync.engine.mirror.folder.FolderFixture.files;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gitsync.internal.mirror.RemoteException;
import dev.gitsync.mirror.MirrorReport.Outcome;
import dev.gitsync.tests.repository.CountingRepositoryStore;
import dev.gitsync.tests.repository.RepositoryCall;
import java.util.SortedMap;
import java.util.TreeMap;
import org.eclipse.jgit.lib.ObjectId;
import org.junit.jupiter.api.Test;

/** What the history of a remote looks like from a space that is mapped to one of its folders. */
class FolderHistoryTest {
    private static final SortedMap<String, String> BASE = files("Main.java", "1", "docs/Home.md", "home");

    private final FolderFixture site = new FolderFixture();

    @Test
    void showsOnlyTheCommitsThatChangeTheFolder() throws RemoteException {
        site.commitThere("Code", "Main.java", "1");
        site.commitThere("Home", "docs/Home.md", "home");
        site.commitThere("More code", "Main.java", "2");
        site.commitThere("Both", "Main.java", "3", "docs/Setup.md", "setup");
        site.commitThere("Last code", "Main.java", "4");

        ObjectId main = site.takeIn();
        assertThat(site.here.log(main)).containsExactly("Home", "Both");
        assertThat(site.here.files(main)).isEqualTo(files("Home.md", "home", "Setup.md", "setup"));
    }

    @Test
    void keepsAuthorTimesEncodingAndMessageButNoSignature() throws RemoteException {
        String extras = "encoding ISO-8859-1\ngpgsig -----BEGIN PGP SIGNATURE-----\n \n abc\nchange-id xyz\n";
        site.moveThere(site.there.commit(BASE, extras, "Äpfel\n\nbody"));

        assertThat(site.here.raw(site.takeIn())).endsWith("""
                author Ada Lovelace <ada@example.org> 1700000000 +0100
                committer Grace Hopper <grace@example.org> 1700000005 -0500
                encoding ISO-8859-1

                Äpfel

                body""");
    }

    @Test
    void leavesOutTheMergeOfABranchThatDoesNotTouchTheFolder() throws RemoteException {
        ObjectId base = site.there.commit(BASE, "Base");
        ObjectId code = site.there.commit(changed(BASE, "Main.java", "2"), "Code", base);
        SortedMap<String, String> docs = changed(BASE, "docs/Home.md", "new");
        ObjectId home = site.there.commit(docs, "Docs", base);
        site.moveThere(site.there.commit(changed(docs, "Main.java", "2"), "Merge", home, code));

        assertThat(site.here.log(site.takeIn())).containsExactly("Base", "Docs");
    }

    @Test
    void keepsTheMergeOfTwoBranchesThatBothTouchTheFolder() throws RemoteException {
        ObjectId base = site.there.commit(BASE, "Base");
        ObjectId one = site.there.commit(changed(BASE, "docs/One.md", "1"), "One", base);
        ObjectId two = site.there.commit(changed(BASE, "docs/Two.md", "2"), "Two", base);
        SortedMap<String, String> both = changed(changed(BASE, "docs/One.md", "1"), "docs/Two.md", "2");
        site.moveThere(site.there.commit(both, "Merge", one, two));

        ObjectId main = site.takeIn();
        assertThat(site.here.log(main)).containsExactlyInAnyOrder("Base", "One", "Two", "Merge");
        assertThat(site.here.read(main).getParentCount()).isEqualTo(2);
    }

    @Test
    void keepsABranchWhoseChangesTheMergeDropped() throws RemoteException {
        ObjectId base = site.there.commit(BASE, "Base");
        ObjectId one = site.there.commit(changed(BASE, "docs/One.md", "1"), "One", base);
        ObjectId two = site.there.commit(changed(BASE, "docs/Two.md", "2"), "Two", base);
        site.moveThere(site.there.commit(changed(BASE, "docs/One.md", "1"), "Keep ours", one, two));

        ObjectId main = site.takeIn();
        assertThat(site.here.read(main).getFullMessage()).isEqualTo("Keep ours");
        assertThat(site.here.log(main)).contains("Two");
    }

    @Test
    void leavesOutTheMergeOfACommitAndItsDescendant() throws RemoteException {
        ObjectId base = site.there.commit(BASE, "Base");
        SortedMap<String, String> docs = changed(BASE, "docs/One.md", "1");
        ObjectId one = site.there.commit(docs, "One", base);
        site.moveThere(site.there.commit(docs, "Merge pull request", base, one));

        assertThat(site.here.log(site.takeIn())).containsExactly("Base", "One");
    }

    @Test
    void looksEmptyUntilTheFolderExists() throws RemoteException {
        site.commitThere("Code", "Main.java", "1");
        assertThat(site.heads()).isEmpty();

        site.commitThere("Docs", "docs/Home.md", "home");
        assertThat(site.here.log(site.takeIn())).containsExactly("Docs");
    }

    @Test
    void showsADeletedFolderAsACommitWithoutFiles() throws RemoteException {
        ObjectId base = site.there.commit(BASE, "Base");
        ObjectId gone = site.there.commit(files("Main.java", "1"), "Delete docs", base);
        ObjectId code = site.there.commit(files("Main.java", "2"), "Code", gone);
        site.moveThere(code);
        ObjectId main = site.takeIn();
        assertThat(site.here.log(main)).containsExactly("Base", "Delete docs");
        assertThat(site.here.files(main)).isEmpty();

        site.moveThere(site.there.commit(BASE, "Docs again", code));
        assertThat(site.here.log(site.takeIn())).containsExactly("Base", "Delete docs", "Docs again");
    }

    @Test
    void findsAFolderInFolders() throws RemoteException {
        site.folder("site/docs/wiki");
        site.commitThere("Other", "site/docs/Other.md", "1");
        site.commitThere("Page", "site/docs/wiki/Home.md", "home");
        site.commitThere("Other again", "site/docs/Other.md", "2");

        ObjectId main = site.takeIn();
        assertThat(site.here.log(main)).containsExactly("Page");
        assertThat(site.here.files(main)).isEqualTo(files("Home.md", "home"));
    }

    @Test
    void saysThatAFileHasTheNameOfTheFolder() {
        site.commitThere("File", "docs", "a file");
        assertThatThrownBy(site::head)
                .isInstanceOfSatisfying(
                        RemoteException.class, e -> assertThat(e.outcome()).isEqualTo(Outcome.REFUSED_BY_WIKI))
                .hasMessage("The mirror maps the space to the folder docs, but at the remote docs is a file or a"
                        + " submodule. Rename it there, or change the folder of the mirror.");

        site.folder("docs/wiki");
        assertThatThrownBy(site::head).isInstanceOf(RemoteException.class);
    }

    @Test
    void takesAFileOfThatNameInThePastForNoFolder() throws RemoteException {
        ObjectId file = site.there.commit(files("docs", "a file"), "File");
        site.moveThere(site.there.commit(BASE, "Folder", file));
        assertThat(site.here.log(site.takeIn())).containsExactly("Folder");
    }

    @Test
    void givesEqualHistoriesEqualIds() throws RemoteException {
        site.moveThere(site.there.commit(BASE, "Base"));
        ObjectId head = site.head();
        assertThat(site.headAfresh()).isEqualTo(head);
    }

    @Test
    void readsTheRemoteOnceAndOnlyWhatIsNew() throws RemoteException {
        ObjectId docs = site.commitThere("Docs", "docs/Home.md", "1");
        site.head();
        site.head();
        assertThat(site.bare.fetches()).isEqualTo(1);

        site.commitThere("Code", "Main.java", "1");
        site.head();
        site.head();
        assertThat(site.bare.fetches()).isEqualTo(2);
        assertThat(site.bare.lastHave()).containsExactly(docs);
    }

    @Test
    void seesARewindAndAReplacementAsTheyAre() throws RemoteException {
        ObjectId base = site.commitThere("Base", "docs/Home.md", "1");
        ObjectId first = site.head();
        site.commitThere("More", "docs/Home.md", "2");
        ObjectId second = site.takeIn();
        site.moveThere(base);
        assertThat(site.head()).isEqualTo(first);

        site.moveThere(site.there.commit(files("docs/Home.md", "3"), "Other", base));
        ObjectId third = site.head();
        assertThat(third).isEqualTo(site.headAfresh());
        site.fetch();
        assertThat(site.here.contains(third, first)).isTrue();
        assertThat(site.here.contains(third, second)).isFalse();
    }

    @Test
    void copiesToTheSpaceWhatMainDoesNotContain() throws RemoteException {
        CountingRepositoryStore stores = new CountingRepositoryStore(new CompactingStore());
        FolderFixture counted = new FolderFixture(stores);
        counted.commitThere("Docs", "docs/Home.md", "1");
        counted.fetch();
        stores.reset();
        ObjectId head = counted.fetch();
        assertThat(stores.counts().of(RepositoryCall.INSERT)).isEqualTo(3);

        counted.moveHere(head);
        stores.reset();
        counted.fetch();
        assertThat(stores.counts().of(RepositoryCall.INSERT)).isZero();
    }

    @Test
    void saysThatAnotherProcessWasFaster() throws RemoteException {
        site.commitThere("Docs", "docs/Home.md", "1");
        Outcome outcome = site.connected((slow, space) -> {
            slow.heads();
            site.commitThere("More", "docs/Home.md", "2");
            site.head();
            try {
                slow.heads();
                return Outcome.UP_TO_DATE;
            } catch (RemoteException e) {
                return e.outcome();
            }
        });
        assertThat(outcome).isEqualTo(Outcome.BUSY);
        assertThat(site.head()).isEqualTo(site.headAfresh());
    }

    @Test
    void neverGivesTheSpaceWhatLiesOutside() throws RemoteException {
        site.commitThere("Both", "Secret.java", "outside the folder", "docs/Home.md", "home");
        site.takeIn();
        site.commitHere("Edit", "Home.md", "edited");
        site.push();

        for (ObjectId commit : site.there.history(site.there.ref(MAIN))) {
            assertThat(site.here.has(commit)).isFalse();
            assertThat(site.here.has(site.there.read(commit).getTree())).isFalse();
        }
        assertThat(site.here.has(Commits.blob("outside the folder"))).isFalse();
        assertThat(site.here.has(Commits.blob("edited"))).isTrue();
    }

    private static SortedMap<String, String> changed(SortedMap<String, String> files, String path, String content) {
        SortedMap<String, String> changed = new TreeMap<>(files);
        changed.put(path, content);
        return changed;
    }
}
