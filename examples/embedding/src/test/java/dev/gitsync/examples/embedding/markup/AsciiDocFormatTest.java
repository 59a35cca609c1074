package dev.gitsync.examples.embedding.markup;

import dev.gitsync.format.PageFormat;
import dev.gitsync.testkit.PageFormatContract;
import java.util.List;

final class AsciiDocFormatTest extends PageFormatContract {
    @Override
    protected PageFormat format() {
        return AsciiDoc.format();
    }

    @Override
    protected List<String> files() {
        return List.of(
                "= Title\n\ntext\n",
                "// comment\n:toc: left\n\n=  Title  \nAuthor <a@example.org>\n:icons: font\n\ntext\n",
                "\ufeff= Title\r\n\r\ntext\r\n",
                "== Section\n\n= No title\n",
                ":page-title: \"two\\nlines\"\ntext\n",
                ":page-title: plain\n= Title\n",
                "= Name\n\nthe name says it too\n",
                "text\n= No title\n");
    }
}
