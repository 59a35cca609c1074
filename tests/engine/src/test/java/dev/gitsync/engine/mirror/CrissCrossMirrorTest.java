package dev.gitsync.engine.mirror;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.mirror.MirrorReport.Outcome;
import dev.gitsync.report.PushResult;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.jgit.lib.ObjectId;
import org.junit.jupiter.api.Test;

/**
 * Wiki and remote each merge a commit of the other at the same time, as two wikis do that mirror each other. Both have two merge bases
 * then, neither of which has the changes of the other.
 */
class CrissCrossMirrorTest {
    private final MirrorFixture site = new MirrorFixture();
    private final Clone clone = site.here();

    @Test
    void bringsNothingBackThatWasUndoneSince() throws IOException {
        cross("Setup.md", "Usage.md", "here", "there");
        site.commitThere("Setup.md", "base", "Undo there");
        site.push("Usage.md", "base", "Undo here");

        site.run(Outcome.BOTH_WAYS);
        assertThat(site.here().read(site.main(), "Setup.md")).isEqualTo("base");
        assertThat(site.here().read(site.main(), "Usage.md")).isEqualTo("base");
        site.assertSettled();
    }

    @Test
    void mergesEditsOfWhatTheOtherSideWroteBefore() throws IOException {
        cross("Setup.md", "Usage.md", "here", "there");
        site.commitThere("Setup.md", "later there", "Edit there");
        site.push("Usage.md", "later here", "Edit here");

        site.run(Outcome.BOTH_WAYS);
        assertThat(site.here().read(site.main(), "Setup.md")).isEqualTo("later there");
        assertThat(site.here().read(site.main(), "Usage.md")).isEqualTo("later here");
        site.assertSettled();
    }

    @Test
    void choosesNeitherOfTwoResolutionsOfOneConflict() throws IOException {
        cross("Setup.md", "Setup.md", "here", "there");

        assertThat(site.run(Outcome.CONFLICT).details()).containsExactly("Setup.md");
        assertThat(site.here().read(site.main(), "Setup.md")).isEqualTo("here");
        assertThat(site.there.read(site.there.branch("main"), "Setup.md")).isEqualTo("there");
    }

    /** Two people merge a conflict at once, each of them below the own lines. One of the merge bases alone would add the others twice. */
    @Test
    void mergesOfOneConflictInDifferentOrderConflict() throws IOException {
        Sides sides = linesAtOnePlace();

        assertConflict(
                commit(Map.of("Setup.md", "base\nhere\nthere\n"), sides.one(), sides.other()),
                commit(Map.of("Setup.md", "base\nthere\nhere\n"), sides.other(), sides.one()),
                "Setup.md");
    }

    /** The same, repeated: neither side takes in the merge of the other. */
    @Test
    void mergesOfOneConflictInDifferentOrderConflictHoweverOftenTheyAreRepeated() throws IOException {
        Sides sides = linesAtOnePlace();
        ObjectId one = sides.one();
        ObjectId other = sides.other();
        for (int depth = 0; depth < 23; depth++) {
            ObjectId before = one;
            one = commit(Map.of("Setup.md", "base\nhere\nthere\n"), before, other);
            other = commit(Map.of("Setup.md", "base\nthere\nhere\n"), other, before);
        }

        assertConflict(one, other, "Setup.md");
    }

    /** Two people decide differently about a page that was moved here and elsewhere there. */
    @Test
    void decisionsForDifferentPlacesOfAPageConflict() throws IOException {
        Map<String, String> others = Map.of("One.md", "one", "Two.md", "two", "Three.md", "three");
        ObjectId base = start(with(others, "Setup.md", "text\n"));
        ObjectId one = commit(with(others, "Here.md", "text\n"), base);
        ObjectId other = commit(with(others, "There.md", "text\n"), base);

        assertConflict(
                commit(with(others, "Here.md", "text\n"), one, other),
                commit(with(others, "There.md", "text\n"), other, one),
                "Here.md",
                "There.md");
    }

    @Test
    void mergesOfAMovedPageInDifferentOrderConflict() throws IOException {
        ObjectId base = start(Map.of("Setup.md", "base\ntext\n"));
        ObjectId one = commit(Map.of("Moved.md", "base\ntext\nhere\n"), base);
        ObjectId other = commit(Map.of("Setup.md", "base\ntext\nthere\n"), base);

        assertConflict(
                commit(Map.of("Moved.md", "base\ntext\nhere\nthere\n"), one, other),
                commit(Map.of("Moved.md", "base\ntext\nthere\nhere\n"), other, one),
                "Moved.md");
    }

    @Test
    void takesInAnEditOfWhatBothSidesHadDecidedAlike() throws IOException {
        Sides sides = linesAtOnePlace();
        ObjectId one = sides.one();
        ObjectId other = sides.other();
        for (String text : List.of("base\nthere\nhere\n", "decision\n", "decision\n")) {
            ObjectId before = one;
            one = commit(Map.of("Setup.md", text.startsWith("base") ? "base\nhere\nthere\n" : text), before, other);
            other = commit(Map.of("Setup.md", text), other, before);
        }
        push(one, commit(Map.of("Setup.md", "decision\nedit\n"), other));

        site.run(Outcome.BOTH_WAYS);
        assertThat(site.here().read(site.main(), "Setup.md")).isEqualTo("decision\nedit\n");
        site.assertSettled();
    }

    /** Two commits that conflict. */
    private record Sides(ObjectId one, ObjectId other) {}

    /** Each side adds a line at the same place. */
    private Sides linesAtOnePlace() throws IOException {
        ObjectId base = start(Map.of("Setup.md", "base\n"));
        return new Sides(
                commit(Map.of("Setup.md", "base\nhere\n"), base), commit(Map.of("Setup.md", "base\nthere\n"), base));
    }

    private static Map<String, String> with(Map<String, String> files, String path, String text) {
        Map<String, String> more = new TreeMap<>(files);
        more.put(path, text);
        return more;
    }

    /** Both sides begin with these files. */
    private ObjectId start(Map<String, String> files) throws IOException {
        site.page("First", "page");
        site.run(Outcome.PUSHED);
        ObjectId first = site.main();
        ObjectId start = commit(files, first);
        assertThat(site.push(first, start)).isInstanceOf(PushResult.Accepted.class);
        site.run(Outcome.PUSHED);
        return start;
    }

    /** Commits these files and no others, in the repository of the wiki. */
    private ObjectId commit(Map<String, String> files, ObjectId... parents) throws IOException {
        clone.at(parents[0]);
        clone.paths().forEach(clone::delete);
        clone.write(files);
        String message = "Commit of " + files;
        return parents.length == 1 ? clone.commit(message) : clone.merge(parents[1], message);
    }

    /** Has one person push to the wiki, and another one to the remote. */
    private void push(ObjectId here, ObjectId there) throws IOException {
        assertThat(site.push(site.main(), here)).isInstanceOf(PushResult.Accepted.class);
        site.cloneToTheRemote(there);
    }

    private void assertConflict(ObjectId here, ObjectId there, String... paths) throws IOException {
        push(here, there);

        assertThat(site.run(Outcome.CONFLICT).details()).containsExactlyInAnyOrder(paths);
        assertThat(site.main()).isEqualTo(here);
        assertThat(site.there.branch("main")).isEqualTo(there);
        site.assertVerified();
    }

    /** Each side changes a file, and then merges what the other one did; if it is the same file, each keeps its own. */
    private void cross(String hereFile, String thereFile, String hereText, String thereText) throws IOException {
        site.page("Setup", "base");
        site.page("Usage", "base");
        site.run(Outcome.PUSHED);
        site.push(hereFile, hereText, "Edit here");
        ObjectId here = site.main();
        ObjectId there = site.commitThere(thereFile, thereText, "Edit there");
        site.cloneToTheWiki(there);
        site.cloneToTheRemote(here);

        Clone clone = site.there.at(there);
        site.there.set(
                "main", both(clone, hereFile, hereText, thereFile, thereText).merge(here, "Merge there"));
        ObjectId merge = both(site.here().at(here), thereFile, thereText, hereFile, hereText)
                .merge(there, "Merge here");
        assertThat(site.push(here, merge)).isInstanceOf(PushResult.Accepted.class);
    }

    private static Clone both(Clone clone, String file, String text, String lastFile, String lastText)
            throws IOException {
        return clone.write(file, text).write(lastFile, lastText);
    }
}
