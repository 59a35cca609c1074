package dev.gitsync.benchmarks.work;

import dev.gitsync.benchmarks.client.ClientTime;
import dev.gitsync.benchmarks.client.Clone;
import dev.gitsync.benchmarks.report.Outcome;
import dev.gitsync.benchmarks.report.Samples;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
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
    /**
     * So many runs pass before anything is measured. Most of what a fresh JVM takes is its own compiler, whose one thread gets
     * hardly a tenth of a processor beside a crowd: it never ends there, and within minutes beside a few clients.
     */
    private static final int WARM_UP = 6;

    private static final int FEW = 2;
    /** More than all of them push in a second. */
    private static final int MOST_PUSHES = 64;
    /** Plain git, seen once in a quarter of an hour, showed a ref as it had been before the last push. */
    private static final int MOST_REFUSED = 3;

    @Override
    public String row() {
        return "P8";
    }

    @Override
    public List<Outcome> measure(Lab lab) {
        int people = lab.sizes().crowd();
        List<Person> ours = new ArrayList<>();
        List<Person> theirs = new ArrayList<>();
        for (int person = 0; person < people; person++) {
            BenchSpace space = lab.space("crowd" + person, lab.sizes().crowdPages());
            ours.add(new Person(lab.cloneAs("ada" + person, lab.ours(), space)));
            theirs.add(new Person(lab.clone(lab.plain(), space)));
        }
        Samples.Series oursDid = Samples.perSecond();
        Samples.Series theirsDid = Samples.perSecond();
        List<Double> clientMillis = new ArrayList<>();
        ExecutorService threads = Executors.newFixedThreadPool(people);
        try {
            perSecond(threads, lab, ours.subList(0, FEW), WARM_UP * lab.sizes().crowdSeconds());
            perSecond(threads, lab, ours, lab.sizes().crowdSeconds());
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
        return List.of(
                outcome.with(remark(clientMillis, outcome.beside().median()) + "; pushes that had to be tried again: "
                        + refused(ours) + " of ours, " + refused(theirs) + " of plain git"));
    }

    private static int refused(List<Person> people) {
        return people.stream().mapToInt(person -> person.refused).sum();
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

    private static double perSecond(ExecutorService threads, Lab lab, List<Person> people, int seconds) {
        people.forEach(person -> person.write(lab.text(), seconds * MOST_PUSHES / people.size()));
        long begin = System.nanoTime();
        long end = begin + TimeUnit.SECONDS.toNanos(seconds);
        List<Callable<Integer>> work = new ArrayList<>();
        for (Person person : people) {
            work.add(() -> person.work(end));
        }
        try {
            int done = 0;
            for (Future<Integer> person : threads.invokeAll(work)) {
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

    /** Somebody with a clone, and with commits that are not pushed yet. */
    private static final class Person {
        private final Clone clone;
        private final List<String> paths;
        private final Deque<String> unpushed = new ArrayDeque<>();
        private int refused;

        Person(Clone clone) {
            this.clone = clone;
            this.paths = clone.paths(1);
        }

        void write(String text, int commits) {
            List<String> texts = new ArrayList<>();
            for (int missing = commits - unpushed.size(); missing > 0; missing--) {
                texts.add(text + System.nanoTime() + "\n");
            }
            unpushed.addAll(clone.edits(paths, texts));
        }

        int work(long end) {
            int done = 0;
            while (System.nanoTime() < end) {
                if (clone.push(unpushed.element())) {
                    unpushed.remove();
                } else if (++refused > MOST_REFUSED) {
                    throw new IllegalStateException(refused + " pushes of one client were refused");
                }
                clone.fetch();
                done += 2;
            }
            return done;
        }
    }
}
