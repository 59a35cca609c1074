package dev.gitsync.markdown.codec;

import dev.gitsync.format.link.LinkCodec;
import dev.gitsync.markdown.resolve.LinkRules;
import dev.gitsync.testkit.link.LinkCodecContract;
import java.util.List;

class MarkdownLinkCodecContractTest extends LinkCodecContract {
    @Override
    protected LinkCodec codec() {
        return new MarkdownLinkCodec(LinkRules.DEFAULT);
    }

    @Override
    protected String extension() {
        return ".md";
    }

    @Override
    protected String linkTo(String path) {
        return "See [there](" + path + ").\n";
    }

    @Override
    protected List<String> files() {
        return List.of(
                "[a](setup) [b](./setup.md#linux) [c](/guide/setup \"title\") [d](<setup.md>)\n",
                "![image](../images/a.png) [![both](/images/a.png)](setup.md)\n",
                "[[setup]] [[Setup|text]] [[guide/setup#Heading]] ![[a.png]] [[nothing]]\n",
                "[a][ref]\n\n[ref]: setup.md 'title'\n",
                "<a href=\"setup.md\">x</a> <img src='../images/a.png'>\n",
                "[root](../) [guide](.) [guide](../guide/) [self](start.md) [here](#part) [web](https://example.org/setup.md)\n",
                "---\nlink: setup.md\n---\n`[code](setup.md)` [a](s%65tup.md) [b](%2e%2E/guide/setup.md?q#f)\r\n");
    }
}
