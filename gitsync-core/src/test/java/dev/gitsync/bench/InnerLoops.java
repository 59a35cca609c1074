package dev.gitsync.bench;

import dev.gitsync.internal.identity.PushedCommits;
import dev.gitsync.internal.index.SpaceIndex;
import dev.gitsync.internal.links.KeptLinks;
import dev.gitsync.internal.merge.Preference;
import dev.gitsync.internal.merge.TreeMerge;
import dev.gitsync.internal.plan.PlanRequest;
import dev.gitsync.internal.plan.PushPlan;
import dev.gitsync.internal.plan.PushPlanner;
import dev.gitsync.internal.proposal.ProposalException;
import dev.gitsync.internal.proposal.ProposalLimits;
import dev.gitsync.internal.tree.ReceivedBlobs;
import dev.gitsync.internal.tree.TreeEditor;
import dev.gitsync.internal.work.WorkBudget;
import dev.gitsync.model.PageId;
import dev.gitsync.model.Person;
import dev.gitsync.model.Provenance;
import java.io.IOException;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.eclipse.jgit.lib.ObjectId;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Measures frequent steps of a cycle in a space of few and of many pages; by law 7 they cost the same. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
@SuppressWarnings("NullAway.Init") // JMH calls make()
public class InnerLoops {
    /** Pages in the space. */
    @Param({"1000", "100000"})
    public int pages;

    private BenchTree space;
    private ObjectId one;
    private ObjectId hundred;
    private ObjectId others;
    private String text;
    private byte[] file;
    private int turn;

    /** Makes the space. */
    @Setup
    public void make() throws IOException {
        space = new BenchTree(pages);
        one = space.edited(1, "one ");
        hundred = space.edited(100, "hundred ");
        TreeEditor editor = new TreeEditor(space.reader, space.tree);
        for (int i = 0; i < 100; i++) {
            editor.putFile(space.paths.get(pages - 1 - i) + ".md", space.blob("other " + i + "\n"));
        }
        others = editor.write(space.inserter);
        space.inserter.flush();
        text = "Some *Markdown* with a [link](https://example.org).\n\n".repeat(40);
        file = space.files.render("Page 1", text, "Page 1");
    }

    /** One file gets another blob, and all trees above it are written. */
    @Benchmark
    public ObjectId treeEdit() throws IOException {
        TreeEditor editor = new TreeEditor(space.reader, space.tree);
        editor.putFile(next() + ".md", one);
        return editor.write(space.inserter);
    }

    /** One record of the index changes, and all nodes above it are written. */
    @Benchmark
    public ObjectId indexEdit() throws IOException {
        SpaceIndex index = space.index();
        index.version(new PageId("p" + (turn++ % pages)), 2);
        return index.write(space.inserter);
    }

    /** The page of a path. */
    @Benchmark
    public Object indexLookup() throws IOException {
        return space.index().at(next());
    }

    /** The plan of a push of one changed file. */
    @Benchmark
    public PushPlan planOfOne() throws IOException, ProposalException {
        return plan(one);
    }

    /** The plan of a push of a hundred. */
    @Benchmark
    public PushPlan planOfHundred() throws IOException, ProposalException {
        return plan(hundred);
    }

    /** A merge of a hundred files changed on each side. */
    @Benchmark
    public Object merge() throws IOException {
        return TreeMerge.merge(
                new TreeMerge.Task(space.reader, space.inserter, Preference.OURS, 64, WorkBudget.unlimited()),
                space.tree,
                others,
                hundred);
    }

    /** A file name for a title. */
    @Benchmark
    public String naming() {
        return space.files.naming().nameFor("Überblick: was ist neu? (Teil " + turn++ + ")");
    }

    /** A file for a page. */
    @Benchmark
    public byte[] render() {
        return space.files.render("Page 1", text, "Page 1");
    }

    /** A page from a file. */
    @Benchmark
    public Object parse() {
        return space.files.read(file, "Page 1");
    }

    private String next() {
        turn = (turn + 7919) % pages;
        return space.paths.get(turn);
    }

    private PushPlan plan(ObjectId tree) throws IOException, ProposalException {
        return new PushPlanner(
                        space.files,
                        new ProposalLimits(1 << 20, 1 << 20, 64, 1024, 10_000, 100, KeptLinks.NONE),
                        Runnable::run)
                .plan(new PlanRequest(
                        space.reader,
                        space.tree,
                        tree,
                        space.index(),
                        subjects -> subjects.stream()
                                .collect(Collectors.toMap(
                                        subject -> subject,
                                        subject -> Provenance.wiki(new Person("Ada", ""), Instant.EPOCH, subject))),
                        () -> new PageId("new"),
                        Set.of(),
                        WorkBudget.unlimited(),
                        PushedCommits.none(),
                        files -> files,
                        new ReceivedBlobs()));
    }
}
