package dev.gitsync.examples.embedding.markup;

import dev.gitsync.format.PageFormat;
import dev.gitsync.testkit.PageFormatContract;
import java.util.List;

final class XWikiFormatTest extends PageFormatContract {
    @Override
    protected PageFormat format() {
        return XWikiMarkup.format();
    }

    @Override
    protected List<String> files() {
        return List.of(
                "= Title =\n\ntext\n",
                "\n=  Title without an end\n",
                "\ufeff= Title =\r\n\r\n{{toc/}}\r\n",
                "== Section ==\n= No title =\n",
                "{{comment}}title: \"two\\nlines\"{{/comment}}\ntext\n",
                "{{comment}}title: plain{{/comment}}\n= Title =\n",
                "= Name =\n\nthe name says it too\n",
                "text\n= No title =\n");
    }
}
