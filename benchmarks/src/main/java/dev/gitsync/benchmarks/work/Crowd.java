package dev.gitsync.benchmarks.work;

import dev.gitsync.benchmarks.client.ClientTime;
import dev.gitsync.benchmarks.client.Clone;
import dev.gitsync.benchmarks.report.Outcome;
import dev.gitsync.benchmarks.report.Samples;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** P8: many clients at once, each in a space of its own, fetching and pushing in turn: operations a second on both sides. */
final class Crowd implements Work {
    private static final double LIMIT = 0.8;
    /** So many runs pass until a JVM has compiled what it needs; before that, most of what it takes is that. */
    private static final int WARM_UP = 2;

    @Override
    public String row() {
        return "P8";
    }

    @Override
    public List<Outcome> measure(Lab lab) {
        int people = lab.sizes().crowd();
        List<Clone> ours = new ArrayList<>();
        List<Clone> theirs = new ArrayList<>();
        for (int person = 0; person < people; person++) {
            BenchSpace space = lab.space("crowd" + person, lab.sizes().crowdPages());
            ours.add(lab.clone(lab.ours(), space));
            theirs.add(lab.clone(lab.plain(), space));
        }
        Samples.Series oursDid = Samples.perSecond();
        Samples.Series theirsDid = Samples.perSecond();
        List<Double> clientMillis = new ArrayList<>();
        ExecutorService threads = Executors.newFixedThreadPool(people);
        try {
            perSecond(threads, lab, ours, WARM_UP * lab.sizes().crowdSeconds());
            for (int run = 0; run < lab.sizes().runs(); run++) {
                OptionalDouble before = ClientTime.millis();
                double did = perSecond(threads, lab, ours, lab.sizes().crowdSeconds());
                oursDid.add(did);
                clientMillis.add(between(before, ClientTime.millis())
                        / (did * lab.sizes().crowdSeconds()));
                theirsDid.add(perSecond(threads, lab, theirs, lab.sizes().crowdSeconds()));
            }
        } finally {
            threads.shutdownNow();
        }
        Outcome outcome = Outcome.rates(
                row(),
                people + " clients over " + people + " spaces, fetch and push in turn",
                oursDid.samples(),
                theirsDid.samples(),
                "plain git",
                LIMIT);
        return List.of(outcome.with(remark(clientMillis, outcome.beside().median())));
    }

    private static double between(OptionalDouble before, OptionalDouble after) {
        return before.isPresent() && after.isPresent() ? after.getAsDouble() - before.getAsDouble() : Double.NaN;
    }

    /** How good the ratio could be at most, since the clients share the processors with the server. */
    private static String remark(List<Double> clientMillis, double theirs) {
        double millis = clientMillis.stream().sorted().toList().get(clientMillis.size() / 2);
        if (Double.isNaN(millis)) {
            return "";
        }
        double most = Runtime.getRuntime().availableProcessors() * 1000 / millis;
        return String.format(
                Locale.ROOT,
                "of ours, the clients took %.1f ms of a processor for each operation; beside a server that took none they"
                        + " would do %.1f ops/s, a ratio of %.2f",
                millis,
                most,
                theirs / most);
    }

    private static double perSecond(ExecutorService threads, Lab lab, List<Clone> clones, int seconds) {
        long begin = System.nanoTime();
        long end = begin + TimeUnit.SECONDS.toNanos(seconds);
        String text = lab.text();
        List<Callable<Integer>> people = new ArrayList<>();
        for (Clone clone : clones) {
            people.add(() -> work(clone, text, end));
        }
        try {
            int done = 0;
            for (Future<Integer> person : threads.invokeAll(people)) {
                done += person.get();
            }
            return done * 1e9 / (System.nanoTime() - begin);
        } catch (ExecutionException e) {
            throw new IllegalStateException("A client failed", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private static int work(Clone clone, String text, long end) {
        List<String> paths = clone.paths(1);
        int done = 0;
        for (int i = 0; System.nanoTime() < end; i++) {
            clone.edit(List.of(paths.get(i % paths.size())), text + System.nanoTime() + "\n");
            clone.push();
            clone.fetch();
            done += 2;
        }
        return done;
    }
}
