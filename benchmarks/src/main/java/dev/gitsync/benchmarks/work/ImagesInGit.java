package dev.gitsync.benchmarks.work;

import dev.gitsync.benchmarks.client.Command;
import dev.gitsync.benchmarks.report.Outcome;
import java.nio.file.Path;
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

        @Override
        public double push(Path work, String url) {
            return git("push", "-q", url, "main").in(work).millis();
        }

        @Override
        public double pushBeside(Path work, String url) {
            return push(work, url);
        }

        @Override
        public double cloneBeside(String url, Path folder) {
            return clone(url, folder);
        }
    }
}
