package dev.gitsync.benchmarks.work;

import dev.gitsync.benchmarks.client.Clone;
import dev.gitsync.benchmarks.report.Outcome;
import dev.gitsync.benchmarks.report.Samples;
import java.util.ArrayList;
import java.util.List;

/**
 * P13: {@code git push} of each shape whose cost once grew faster than the change, beside a push of as many ordinary pages. Each
 * push is in a folder of its own, of one space.
 */
final class HeavyShapes implements Work {
    private static final double LIMIT = 2.0;

    @Override
    public String row() {
        return "P13";
    }

    @Override
    public List<Outcome> measure(Lab lab) {
        int size = 2 * lab.sizes().fewPages();
        PushShape ordinary = PushShape.ordinary(size);
        Clone clone = lab.clone(lab.ours(), lab.ourSpace("shapes", lab.sizes().crowdPages()));
        ordinary.push(clone, "warmup");
        List<Outcome> outcomes = new ArrayList<>();
        for (PushShape shape : PushShape.heavy(size)) {
            shape.push(clone, "warmup-" + outcomes.size());
            Samples.Series heavy = Samples.millis();
            Samples.Series plain = Samples.millis();
            for (int run = 0; run < lab.sizes().runs(); run++) {
                String folder = "shape-" + outcomes.size() + "-" + run;
                plain.add(ordinary.push(clone, folder + "-ordinary"));
                heavy.add(shape.push(clone, folder));
            }
            outcomes.add(Outcome.compared(
                    row(), "git push of " + shape.name(), heavy.samples(), plain.samples(), ordinary.name(), LIMIT));
        }
        return outcomes;
    }
}
