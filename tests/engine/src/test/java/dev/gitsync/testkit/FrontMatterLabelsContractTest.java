package dev.gitsync.testkit;

import dev.gitsync.format.label.FrontMatterLabels;
import dev.gitsync.format.label.LabelFormat;
import dev.gitsync.testkit.label.LabelFormatContract;
import java.util.List;

final class FrontMatterLabelsContractTest extends LabelFormatContract {
    @Override
    protected LabelFormat format() {
        return new FrontMatterLabels();
    }

    @Override
    protected List<String> texts() {
        return List.of(
                "",
                "text\n",
                "\ufefftext\r\n",
                "---\n---\n",
                "---\ntags: [a, 'b'] # x\n---\n",
                "---\r\ntags:\r\n  - a\r\n  - \"b\"\r\n---\r\ntext",
                "---\ntags: a, two words\n---\n",
                "---\ntags: 'a b'\nlabels: [c]\n---\n",
                "---\ntags: [\n  a, # x\n  b\n  ]\n---\n",
                "---\n{tags: [a], x: y}\n---\n",
                "---\n{x: y}\n---\n",
                "---\ntags: [a, {label: b}]\n---\n",
                "+++\ntags = ['a', \"b\"]\n+++\n",
                "+++\nx = 1\n[taxonomies]\ntags = [\n  \"a\",\n]\n[y]\nz = 1\n+++\n",
                "+++\ntags = \"a, b\"\n+++\n",
                "---\n- no map\n---\ntext\n");
    }

    @Override
    protected List<String> unreadable() {
        return List.of("---\ntags: &x [a]\n---\n", "---\ntags:\n  a: b\n---\n", "+++\ntags = {a = 1}\n+++\n");
    }
}
