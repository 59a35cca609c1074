package dev.gitsync.markdown;

import dev.gitsync.format.PageFormat;
import dev.gitsync.testkit.PageFormatContract;
import java.util.List;

class HeadingTitleFormatContractTest extends PageFormatContract {
    @Override
    protected PageFormat format() {
        return new HeadingTitleFormat();
    }

    @Override
    protected List<String> files() {
        return List.of(
                "# Heading\n\ntext\n",
                "text above\n\n## Small *heading* with `code` ##\n\ntext",
                "Underlined\n==========\n\ntext\n",
                "# Heading {#with-id}\n",
                "\ufeff# Heading\r\n\r\ntext\r\n",
                "---\ntags: [a, b]\n---\n\n# Heading\n",
                "---\ntitle: Front\n---\n\n# Heading\n",
                "+++\ntitle = 'Front'\n+++\n# Heading\n",
                "<h1>HTML</h1>\n\n# Heading\n",
                "> # In a quote\n\n- # In a list\n");
    }
}
