package dev.gitsync.benchmarks.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import tools.jackson.databind.json.JsonMapper;

/**
 * The result of one run.
 *
 * @param machine where and when
 * @param store where gitsync kept its repositories
 * @param pages the size of the large space
 * @param fewPages the size of the small space
 * @param runs how many times each thing was done, at least
 */
public record Report(Machine machine, String store, int pages, int fewPages, int runs, List<Outcome> outcomes) {
    /** Copies the list. */
    public Report {
        outcomes = List.copyOf(outcomes);
    }

    /** A table in Markdown. */
    public String table() {
        StringBuilder text = new StringBuilder();
        text.append(String.format(
                Locale.ROOT,
                "%s, %d cores, %,d MiB; %s; %s; %s; %s%n",
                machine.cpu(),
                machine.cores(),
                machine.memoryMiB(),
                machine.system(),
                machine.java(),
                machine.git(),
                machine.time()));
        text.append(String.format(
                Locale.ROOT, "repositories in %s, %,d and %,d pages, %d runs%n%n", store, pages, fewPages, runs));
        text.append("| # | work | gitsync | compared with | ratio | limit | |\n|---|---|---|---|---|---|---|\n");
        outcomes.forEach(outcome -> text.append(line(outcome)).append('\n'));
        return text.toString();
    }

    /** One row of the table. */
    public static String line(Outcome outcome) {
        OptionalDouble most = outcome.mostOurs();
        return String.format(
                Locale.ROOT,
                "| %s | %s | %s | %s: %s | %.2f | %s%s | %s%s |",
                outcome.row(),
                outcome.work(),
                figures(outcome.ours()),
                outcome.other(),
                figures(outcome.beside()),
                outcome.ratio(),
                Double.isInfinite(outcome.limit()) ? "works" : String.format(Locale.ROOT, "≤ %.1f", outcome.limit()),
                most.isPresent() ? ", ≤ " + number(most.getAsDouble()) : "",
                outcome.holds() ? "holds" : "**does not hold**",
                outcome.remark().isEmpty() ? "" : "; " + outcome.remark());
    }

    private static String figures(Samples samples) {
        return number(samples.median()) + " " + samples.unit() + " (" + number(samples.least()) + "–"
                + number(samples.most()) + ")";
    }

    private static String number(double value) {
        String form = value < 10 ? "%.2f" : value < 100 ? "%.1f" : "%,.0f";
        return String.format(Locale.ROOT, form, value);
    }

    /** Everything, each single figure included. */
    public void writeJson(Path file) throws IOException {
        Files.writeString(
                file,
                JsonMapper.builder().build().writerWithDefaultPrettyPrinter().writeValueAsString(this));
    }
}
