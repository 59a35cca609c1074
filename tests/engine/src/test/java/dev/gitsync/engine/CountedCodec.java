package dev.gitsync.engine;

import dev.gitsync.format.link.LinkCodec;
import dev.gitsync.format.link.LinkTargets;
import dev.gitsync.format.link.LinkedFiles;
import dev.gitsync.markdown.codec.MarkdownLinkCodec;
import dev.gitsync.markdown.resolve.LinkRules;
import java.util.Set;

/** A codec for Markdown that counts the texts that it converts. */
final class CountedCodec implements LinkCodec {
    private final LinkCodec codec = new MarkdownLinkCodec(LinkRules.DEFAULT);
    private long texts;

    long texts() {
        return texts;
    }

    void reset() {
        texts = 0;
    }

    @Override
    public String toWiki(String file, String text, LinkedFiles space) {
        texts++;
        return codec.toWiki(file, text, space);
    }

    @Override
    public String toFile(String file, String text, LinkedFiles space) {
        texts++;
        return codec.toFile(file, text, space);
    }

    @Override
    public LinkTargets targets(String file, String wikiText, String fileText) {
        texts++;
        return codec.targets(file, wikiText, fileText);
    }

    @Override
    public String withoutTargets(String text) {
        texts++;
        return codec.withoutTargets(text);
    }

    @Override
    public Set<String> names(String file) {
        return codec.names(file);
    }

    @Override
    public Set<String> rivals(String file) {
        return codec.rivals(file);
    }
}
