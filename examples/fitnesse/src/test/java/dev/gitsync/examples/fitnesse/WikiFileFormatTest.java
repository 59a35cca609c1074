package dev.gitsync.examples.fitnesse;

import dev.gitsync.format.PageFormat;
import dev.gitsync.testkit.PageFormatContract;
import java.util.List;

/** Runs the contract for formats with FitNesse's {@code .wiki} files. */
final class WikiFileFormatTest extends PageFormatContract {
    @Override
    protected PageFormat format() {
        return new WikiFileFormat();
    }

    @Override
    protected boolean canContainTitle() {
        return false;
    }

    @Override
    protected List<String> files() {
        return List.of(
                "!1 Title\n|table|\n",
                "---\nTest\nHelp: some text\n---\n|a|b|\n",
                "---\nSymbolicLinks\n  A: .B\n---\n");
    }
}
