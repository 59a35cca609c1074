package dev.gitsync.benchmarks.work;

import dev.gitsync.benchmarks.client.Command;
import dev.gitsync.benchmarks.report.Outcome;
import java.util.List;

/** P14: images as files of git, beside plain git. */
final class ImagesInGit implements Work {
    @Override
    public String row() {
        return "P14";
    }

    @Override
    public List<Outcome> measure(Lab lab) {
        return new ImageTransfers(lab, new Client()).measure(row(), lab.sizes().imageMegabytes() + " MB of images");
    }

    private static final class Client implements ImageClient {
        @Override
        public Command git(String... words) {
            return Command.git(words);
        }

        @Override
        public String other() {
            return "plain git";
        }
    }
}
