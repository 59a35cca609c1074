package dev.gitsync.benchmarks.work;

import dev.gitsync.benchmarks.client.Clone;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** The worst that one account may do, one kind at a time. Pushes are dry runs, so that each request can be sent over and over. */
final class Assaults {
    private static final String RECEIVE = "git-receive-pack";
    /** Just above the rate that a server takes without end. */
    private static final int SLOW = 600;

    private static final int LINES = 20_000;
    private static final int DISTINCT_LINES = 16;

    private final Lab lab;
    private final int size;

    private Assaults(Lab lab) {
        this.lab = lab;
        this.size = 2 * lab.sizes().fewPages();
    }

    static Map<String, List<Assault>> all(Lab lab) {
        return new Assaults(lab).all();
    }

    private Map<String, List<Assault>> all() {
        Map<String, List<Assault>> all = new LinkedHashMap<>();
        all.put("slow bodies", slowBodies());
        all.put(size + " sibling folders", List.of(push("siblings", PushShape.siblings(size))));
        all.put(size + " pages that exchange their texts", List.of(push("exchange", this::exchange)));
        all.put("merges of " + LINES + " short lines", List.of(merge()));
        all.put("a message of 1 MiB on " + size + " pages", List.of(push("message", PushShape.bigMessage(size))));
        return all;
    }

    private List<Assault> slowBodies() {
        BenchSpace space = space("slow");
        Assault push = new Assault(space, RECEIVE, new byte[1 << 20], SLOW);
        Assault fetch = new Assault(space, "git-upload-pack", new byte[1 << 20], SLOW);
        return List.of(push, fetch);
    }

    private Assault push(String name, PushShape shape) {
        return push(
                name,
                clone -> clone.commit(
                        shape.message(), "origin/main", shape.after().in("wide")));
    }

    private Assault push(String name, Change change) {
        BenchSpace space = space(name);
        Clone clone = lab.cloneAs(HeavyUser.NAME, lab.ours(), space);
        change.commit(clone);
        return new Assault(space, RECEIVE, clone.dryRun("origin/main"), 0);
    }

    /** Each page gets the content of the next one. */
    private void exchange(Clone clone) {
        List<String> files = clone.files();
        StringBuilder changes = new StringBuilder();
        for (int i = 0; i < files.size(); i++) {
            String next = files.get((i + 1) % files.size()).split("[ \t]", -1)[2];
            changes.append("M 100644 ")
                    .append(next)
                    .append(" \"")
                    .append(files.get(i).split("\t", -1)[1])
                    .append("\"\n");
        }
        clone.commit("exchange", "origin/main", changes.toString());
    }

    /** A push that another one has overtaken: both change every line of one file a little. */
    private Assault merge() {
        BenchSpace space = space("merge");
        Clone clone = lab.cloneAs(HeavyUser.NAME, lab.ours(), space);
        clone.commit("base", "origin/main", PushShape.file("lines.md", lines(1)));
        clone.push();
        clone.commit("theirs", "origin/main", PushShape.file("lines.md", lines(2)));
        clone.push();
        clone.commit("ours", "origin/main~1", PushShape.file("lines.md", lines(3)));
        return new Assault(space, RECEIVE, clone.dryRun("origin/main~1"), 0);
    }

    private static String lines(long seed) {
        Random random = new Random(seed);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < LINES; i++) {
            text.append("line ").append(random.nextInt(DISTINCT_LINES)).append('\n');
        }
        return text.toString();
    }

    private BenchSpace space(String name) {
        return lab.ourSpace(HeavyUser.NAME + "-" + name, size);
    }

    /** Makes a commit. */
    private interface Change {
        void commit(Clone clone);
    }
}
