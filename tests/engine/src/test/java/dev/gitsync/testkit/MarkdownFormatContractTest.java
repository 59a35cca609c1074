package dev.gitsync.testkit;

import dev.gitsync.format.MarkdownFormat;
import dev.gitsync.format.PageFormat;
import java.util.List;

final class MarkdownFormatContractTest extends PageFormatContract {
    @Override
    protected PageFormat format() {
        return new MarkdownFormat();
    }

    @Override
    protected List<String> files() {
        return List.of(
                "---\n# mine\nzeta: 'x' # why\ntitle: \"Mine\" # keep\nalpha: \"y\"\nlist:\n- a\n---\nbody",
                "---\r\ntitle: 'it''s'\r\nkey: 1\r\n---\r\ntext",
                "\ufeff---\nkey: 1\ntitle:   Blanks around  \n...\ntext\n",
                "---\nkey: >-\n  title: no\n\n  more\ntitle: Yes\n---\n",
                "---\n- no map\ntitle: Yes\n---\n",
                "---\ntitle: [a, b]\n---\ntext\n",
                "---\ntitle: Name\n---\nthe name says it too\n");
    }
}
