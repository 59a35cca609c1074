package dev.gitsync.examples.jspwiki;

import dev.gitsync.format.PageFormat;
import dev.gitsync.testkit.PageFormatContract;
import java.util.List;

/** Runs the contract for formats with JSPWiki's {@code .txt} files. */
final class TextFileFormatTest extends PageFormatContract {
    @Override
    protected PageFormat format() {
        return new TextFileFormat();
    }

    @Override
    protected boolean canContainTitle() {
        return false;
    }

    @Override
    protected List<String> files() {
        return List.of("!!! Title\n||table\n", "[{ALLOW edit Admin}]\n|a|b\n", "[{SET a=b}]\n----\n");
    }
}
