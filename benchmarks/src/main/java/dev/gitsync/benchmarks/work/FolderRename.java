package dev.gitsync.benchmarks.work;

import dev.gitsync.GitSync;
import dev.gitsync.benchmarks.client.Clone;
import dev.gitsync.benchmarks.report.Outcome;
import dev.gitsync.benchmarks.report.Samples;
import dev.gitsync.model.PageId;
import java.util.List;

/** P11: another name for the page above all others, beside one for a page without children: in the wiki, and by push. */
final class FolderRename implements Work {
    private static final double LIMIT = 2;

    @Override
    public String row() {
        return "P11";
    }

    @Override
    public List<Outcome> measure(Lab lab) {
        BenchSpace space = lab.large();
        return List.of(inTheWiki(lab, space), byPush(lab, space));
    }

    private Outcome inTheWiki(Lab lab, BenchSpace space) {
        Samples.Series folder = Samples.millis();
        Samples.Series single = Samples.millis();
        try (GitSync engine = lab.engine()) {
            for (int run = -lab.sizes().warmups(); run < lab.sizes().shortRuns(); run++) {
                int number = run + lab.sizes().warmups();
                double a = renamed(lab, engine, space, space.root(), number % 2 == 0 ? "Trunk" : "Root");
                double b = renamed(lab, engine, space, space.leaf(number), "Renamed " + number);
                if (run >= 0) {
                    folder.add(a);
                    single.add(b);
                }
            }
        }
        lab.rename(space, space.root(), "Root");
        lab.sync(space);
        return Outcome.compared(
                row(),
                "another title for the page above all others, in the wiki, until it is on main",
                folder.samples(),
                single.samples(),
                "for a page without children",
                LIMIT);
    }

    private static double renamed(Lab lab, GitSync engine, BenchSpace space, PageId page, String title) {
        long begin = System.nanoTime();
        lab.rename(space, page, title);
        Lab.requireDone(engine.runOnce(space.space().id()));
        return (System.nanoTime() - begin) / 1e6;
    }

    private Outcome byPush(Lab lab, BenchSpace space) {
        Clone clone = lab.clone(lab.ours(), space);
        List<String> paths = clone.paths(1);
        Samples.Series folder = Samples.millis();
        Samples.Series single = Samples.millis();
        String name = "Root";
        for (int run = -lab.sizes().warmups(); run < lab.sizes().shortRuns(); run++) {
            int number = run + lab.sizes().warmups();
            String next = number % 2 == 0 ? "Trunk" : "Root";
            clone.move(new String[] {name, next}, new String[] {name + ".md", next + ".md"});
            double a = clone.push();
            String leaf = paths.get(paths.size() - 1 - number).replaceFirst("^Root", next);
            clone.move(new String[][] {{leaf, leaf.replaceFirst("\\.md$", " moved.md")}});
            double b = clone.push();
            name = next;
            if (run >= 0) {
                folder.add(a);
                single.add(b);
            }
        }
        return Outcome.compared(
                row(),
                "git push that renames the folder above all others",
                folder.samples(),
                single.samples(),
                "that renames one file",
                LIMIT);
    }
}
