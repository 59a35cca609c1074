package dev.gitsync.benchmarks;

import dev.gitsync.benchmarks.client.Command;
import dev.gitsync.benchmarks.large.LargeFilesCommand;
import dev.gitsync.benchmarks.report.Machine;
import dev.gitsync.benchmarks.report.Outcome;
import dev.gitsync.benchmarks.report.Report;
import dev.gitsync.benchmarks.roundtrip.RoundTripCommand;
import dev.gitsync.benchmarks.scale.ScaleCommand;
import dev.gitsync.benchmarks.work.AllWork;
import dev.gitsync.benchmarks.work.Lab;
import dev.gitsync.benchmarks.work.Sizes;
import dev.gitsync.benchmarks.work.Work;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Reads the options, measures, and prints. */
@picocli.CommandLine.Command(
        name = "benchmarks",
        mixinStandardHelpOptions = true,
        subcommands = {RoundTripCommand.class, LargeFilesCommand.class, ScaleCommand.class},
        description = "Measures what gitsync costs beside plain git: git http-backend behind Apache httpd.")
final class BenchCommand implements Callable<Integer> {
    private static final int FAILED = 1;
    private static final int MISSING = 2;

    @Option(
            names = "--quick",
            description = "Small sizes and short runs: under three minutes, and no proof of anything.")
    private boolean quick;

    @Option(names = "--pages", description = "Pages of the large space; 100,000 by default.")
    private @Nullable Integer pages;

    @Option(names = "--few-pages", description = "Pages of the small space; 1,000 by default.")
    private @Nullable Integer fewPages;

    @Option(names = "--runs", description = "Counted runs of what takes long; 5 by default.")
    private @Nullable Integer runs;

    @Option(names = "--crowd-seconds", description = "How long the crowd of P8 is at work at a time; 60 by default.")
    private @Nullable Integer crowdSeconds;

    @Option(names = "--image-mb", description = "Megabytes of images of P14 and P15; 500 by default.")
    private @Nullable Integer imageMegabytes;

    @Option(
            names = "--lfs-server",
            paramLabel = "PROGRAM",
            description = "A standalone server for Git LFS with which P15 compares, as GitHub's lfs-test-server;"
                    + " by default, git-lfs copies objects to a folder.")
    private @Nullable Path lfsServer;

    @Option(
            names = "--store",
            defaultValue = "postgres",
            description = "postgres (default) or files: where gitsync keeps repositories.")
    private StoreKind store = StoreKind.postgres;

    @Option(names = "--only", split = ",", description = "Rows to measure, as in P4,P5; all by default.")
    private List<String> only = List.of();

    @Option(names = "--json", description = "A file for all figures; benchmarks.json by default.")
    private Path json = Path.of("benchmarks.json");

    @Option(names = "--work", description = "A folder for data; a new one in /tmp, deleted in the end, by default.")
    private @Nullable Path folder;

    enum StoreKind {
        postgres,
        files
    }

    @Override
    public Integer call() throws IOException {
        Path data = folder == null ? Files.createTempDirectory("gitsync-benchmarks") : folder.toAbsolutePath();
        Sizes sizes = (quick ? Sizes.quick() : Sizes.full()).with(pages, fewPages, runs, crowdSeconds);
        sizes = imageMegabytes == null ? sizes : sizes.withImages(imageMegabytes);
        List<Outcome> outcomes = new ArrayList<>();
        Machine machine = Machine.here(Command.git("--version").run().strip());
        try (Lab lab = Lab.open(data, sizes, store == StoreKind.files)) {
            for (Work work : AllWork.inOrder(lfsServer)) {
                if (only.isEmpty() || only.contains(work.row())) {
                    System.err.println("measuring " + work.row() + " …");
                    for (Outcome outcome : work.measure(lab)) {
                        outcomes.add(outcome);
                        System.err.println(Report.line(outcome));
                    }
                }
            }
        } catch (IllegalStateException e) {
            System.err.println(e.getMessage());
            e.printStackTrace(System.err);
            return MISSING;
        } finally {
            if (folder == null) {
                Command.delete(data);
            }
        }
        Report report = new Report(machine, store.name(), sizes.pages(), sizes.fewPages(), sizes.runs(), outcomes);
        System.out.println(report.table());
        report.writeJson(json);
        return outcomes.stream().allMatch(Outcome::holds) ? 0 : FAILED;
    }
}
