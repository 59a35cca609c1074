package dev.gitsync.engine.mirror;

import dev.gitsync.mirror.MirrorReport.Outcome;
import dev.gitsync.mirror.MirrorState.Decision;
import dev.gitsync.model.PageId;
import java.io.IOException;
import java.util.stream.Stream;
import org.eclipse.jgit.lib.ObjectId;

/**
 * Something that a run of a mirror does, and at any call of which it may die.
 *
 * @param name what it is
 * @param prepare brings both sides to where the run begins
 */
record MirrorCrashTask(String name, Preparation prepare) {
    static Stream<MirrorCrashTask> all() {
        return Stream.of(
                new MirrorCrashTask("the whole wiki to an empty remote", MirrorCrashTask::pages),
                new MirrorCrashTask("a whole history into an empty wiki", site -> {
                    site.commitThere("Setup.md", "one", "One");
                    site.commitThere("Usage/Deep.md", "two", "Two");
                }),
                new MirrorCrashTask("an edit outwards", site -> {
                    PageId setup = mirrored(site);
                    site.edit(setup, "from here");
                }),
                new MirrorCrashTask("two commits inwards", site -> {
                    mirrored(site);
                    site.commitThere("Setup.md", "from there", "One");
                    site.commitThere("New.md", "from there", "Two");
                }),
                new MirrorCrashTask("both ways", site -> {
                    PageId setup = mirrored(site);
                    site.edit(setup, "from here");
                    site.commitThere("Usage.md", "from there", "One");
                    site.commitThere("New.md", "from there", "Two");
                }),
                new MirrorCrashTask("a conflict after commits that don't conflict", site -> {
                    PageId setup = mirrored(site);
                    site.edit(setup, "from here");
                    site.commitThere("Usage.md", "from there", "One");
                    site.commitThere("New.md", "from there", "Two");
                    site.commitThere("Setup.md", "from there", "Three");
                }),
                new MirrorCrashTask("two histories that are joined", site -> {
                    pages(site);
                    site.commitThere("Setup.md", "from there", "One");
                    site.commitThere("New.md", "from there", "Two");
                    site.run(Outcome.UNRELATED);
                    site.decide(Decision.JOIN_KEEPING_REMOTE);
                }),
                new MirrorCrashTask("a replaced branch that the operator accepts", site -> {
                    mirrored(site);
                    ObjectId first = site.main();
                    site.commitThere("Usage.md", "from there", "One");
                    site.run(Outcome.TAKEN_IN);
                    site.there.set(
                            "main",
                            site.there.at(first).write("New.md", "forced").commit("Two"));
                    site.run(Outcome.REPLACED);
                    site.decide(Decision.CONTINUE);
                }));
    }

    private static PageId pages(MirrorFixture site) {
        PageId setup = site.page("Setup", "text");
        site.page("Usage", "text");
        return setup;
    }

    private static PageId mirrored(MirrorFixture site) {
        PageId setup = pages(site);
        site.run(Outcome.PUSHED);
        return setup;
    }

    @Override
    public String toString() {
        return name;
    }

    /** What comes before. */
    interface Preparation {
        void on(MirrorFixture site) throws IOException;
    }
}
