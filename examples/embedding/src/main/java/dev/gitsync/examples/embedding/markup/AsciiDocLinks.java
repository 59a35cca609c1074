package dev.gitsync.examples.embedding.markup;

import dev.gitsync.format.link.LinkReader;
import dev.gitsync.format.link.SpaceFiles;
import dev.gitsync.format.link.TextLink;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Links of AsciiDoc to files of the space, line by line. Blocks of source, literals, comments and passthrough do not count, and neither do
 * targets with attributes, apart from {@code :imagesdir:}.
 */
final class AsciiDocLinks implements LinkReader {
    private static final Pattern MACRO = Pattern.compile(
            "(?<![\\\\\\w])(?:(link|xref|image|include):{1,2}([^\\s\\[\\]]{1,1000}+)\\[|<<([^<>,\\s][^<>,]{0,1000}+)(?:,[^<>]{0,1000}+)?>>)");
    private static final Pattern FENCE = Pattern.compile("(-{4,}|\\.{4,}|/{4,}|\\+{4,}|```.*)\\s*");
    private static final Pattern EXTERNAL = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*:.*|//.*");
    private static final String IMAGES = ":imagesdir:";

    @Override
    public List<TextLink> links(String file, String text, SpaceFiles files) {
        LinkScan scan = new LinkScan(file, files);
        String fence = "";
        String images = "";
        int number = 0;
        for (String line : text.split("\n", -1)) {
            number++;
            String content = line.stripTrailing();
            if (FENCE.matcher(content).matches()) {
                String mark = content.startsWith("```") ? "```" : content;
                fence = fence.isEmpty() ? mark : fence.equals(mark) ? "" : fence;
            } else if (fence.isEmpty() && content.startsWith(IMAGES)) {
                images = content.substring(IMAGES.length()).strip();
            } else if (fence.isEmpty() && !content.startsWith("//")) {
                addLine(scan, content, number, images);
            }
        }
        return scan.links();
    }

    private static void addLine(LinkScan scan, String line, int number, String images) {
        Matcher found = MACRO.matcher(line);
        while (found.find()) {
            boolean isReference = found.group(1) == null;
            String target = isReference ? found.group(3) : found.group(2);
            int hash = target.indexOf('#');
            String path = hash < 0 ? target : target.substring(0, hash);
            boolean isPage = isReference || found.group(1).equals("xref");
            boolean isWithin = isPage && hash < 0 && !path.endsWith(".adoc");
            if (!path.isEmpty()
                    && !isWithin
                    && !path.contains("{")
                    && !EXTERNAL.matcher(path).matches()) {
                boolean isImage = !isReference && found.group(1).equals("image") && !images.isEmpty();
                scan.add(target, number, candidates(scan, isImage ? images + "/" + path : path, isPage));
            }
        }
    }

    private static List<String> candidates(LinkScan scan, String path, boolean isPage) {
        Optional<String> exact = LinkScan.normal(path.startsWith("/") ? path : scan.folder() + path);
        List<String> candidates = new ArrayList<>();
        exact.ifPresent(candidates::add);
        if (isPage) {
            exact.ifPresent(page -> candidates.add(page + ".adoc"));
        }
        return candidates;
    }
}
