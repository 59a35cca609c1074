package dev.gitsync.benchmarks.work;

import dev.gitsync.benchmarks.client.Clone;
import dev.gitsync.benchmarks.report.Outcome;
import dev.gitsync.benchmarks.report.Samples;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * P12: pushes and fetches of one user in a space of their own, while another account does the worst it may in spaces of its own:
 * beside the same without that. A push or fetch that fails ends the run.
 */
final class Bystander implements Work {
    private static final double LIMIT = 2.0;

    @Override
    public String row() {
        return "P12";
    }

    @Override
    public List<Outcome> measure(Lab lab) {
        BenchSpace quiet = lab.ourSpace("quiet", lab.sizes().crowdPages());
        Clone innocent = lab.cloneAs("innocent", lab.ours(), quiet);
        List<String> paths = innocent.paths(1);
        run(lab, innocent, paths, lab.sizes().warmups());
        List<Outcome> outcomes = new ArrayList<>();
        for (Map.Entry<String, List<Assault>> assault : Assaults.all(lab).entrySet()) {
            HeavyUser warmup = HeavyUser.begin(lab.ours(), assault.getValue());
            // Until the JVM has compiled what this takes, its compiler is one neighbour more.
            run(lab, innocent, paths, lab.sizes().shortRuns());
            warmup.close();
            Took before = run(lab, innocent, paths, lab.sizes().shortRuns());
            Took beside;
            String remark;
            try (HeavyUser heavy = HeavyUser.begin(lab.ours(), assault.getValue())) {
                beside = run(lab, innocent, paths, lab.sizes().shortRuns());
                remark = heavy.answers();
            }
            Took after = run(lab, innocent, paths, lab.sizes().shortRuns());
            outcomes.add(
                    outcome("git push of one file", assault.getKey(), beside.pushes, both(before.pushes, after.pushes))
                            .with(remark));
            outcomes.add(outcome("git fetch", assault.getKey(), beside.fetches, both(before.fetches, after.fetches)));
        }
        return outcomes;
    }

    private Outcome outcome(String what, String assault, Samples beside, Samples alone) {
        return Outcome.compared(row(), what + " beside " + assault, beside, alone, "undisturbed", LIMIT);
    }

    private static Took run(Lab lab, Clone innocent, List<String> paths, int runs) {
        Samples.Series pushes = Samples.millis();
        Samples.Series fetches = Samples.millis();
        for (int run = 0; run < runs; run++) {
            innocent.edit(List.of(paths.get(run % paths.size())), lab.text());
            pushes.add(innocent.push());
            fetches.add(innocent.fetch());
        }
        return new Took(pushes.samples(), fetches.samples());
    }

    private static Samples both(Samples before, Samples after) {
        List<Double> values = new ArrayList<>(before.values());
        values.addAll(after.values());
        return new Samples(before.unit(), values);
    }

    private record Took(Samples pushes, Samples fetches) {}
}
