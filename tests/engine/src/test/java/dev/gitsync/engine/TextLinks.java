package dev.gitsync.engine;

import dev.gitsync.format.link.LinkReader;
import dev.gitsync.format.link.SpaceFiles;
import dev.gitsync.format.link.TextLink;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Links of a small markup: {@code (../a.md)}, {@code (/from/root)} without extension, and {@code [[Name]]}. */
final class TextLinks implements LinkReader {
    private static final Pattern LINK = Pattern.compile("\\(([^()\\s]+)\\)|\\[\\[([^\\]]+)]]");
    private int texts;

    @Override
    public List<TextLink> links(String file, String text, SpaceFiles files) {
        texts++;
        List<TextLink> links = new ArrayList<>();
        int line = 0;
        for (String each : text.split("\n", -1)) {
            line++;
            for (Matcher matcher = LINK.matcher(each); matcher.find(); ) {
                Optional<String> target = matcher.group(1) == null
                        ? named(parent(file), matcher.group(2), files)
                        : at(parent(file), matcher.group(1), files);
                links.add(new TextLink(matcher.group(), line, target));
            }
        }
        return links;
    }

    /** How many texts were read since the last call. */
    int countTexts() {
        int count = texts;
        texts = 0;
        return count;
    }

    private static Optional<String> at(String folder, String written, SpaceFiles files) {
        return join(written.startsWith("/") ? "" : folder, written)
                .flatMap(path -> Stream.of(path, path + ".md", path + "/README.md")
                        .filter(files::isFile)
                        .findFirst()
                        .or(() -> Optional.of(path).filter(files::isFolder)));
    }

    private static Optional<String> named(String folder, String name, SpaceFiles files) {
        Comparator<String> order = Comparator.<String, Boolean>comparing(path -> !path.startsWith(folder + "/"))
                .thenComparing(String::length)
                .thenComparing(Comparator.naturalOrder());
        return Stream.of(name, name + ".md")
                .flatMap(each -> files.filesNamed(each).stream().min(order).stream())
                .findFirst();
    }

    private static Optional<String> join(String folder, String relative) {
        Deque<String> names = new ArrayDeque<>();
        for (String name : (folder + "/" + relative).split("/")) {
            if (name.equals("..")) {
                if (names.pollLast() == null) {
                    return Optional.empty();
                }
            } else if (!name.isEmpty() && !name.equals(".")) {
                names.addLast(name);
            }
        }
        return Optional.of(String.join("/", names));
    }

    static String parent(String path) {
        return path.contains("/") ? path.substring(0, path.lastIndexOf('/')) : "";
    }
}
