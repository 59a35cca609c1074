package dev.gitsync.markdown.move;

import dev.gitsync.markdown.resolve.LinkRules;
import dev.gitsync.markdown.resolve.SpaceFileIndex;
import dev.gitsync.markdown.resolve.TreePaths;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** A random space: its files, the texts of its pages with links in many styles, and moves that are possible in it. */
public final class RandomSpace {
    private static final String[] NAMES = {
        "a",
        "b c",
        "Ä",
        "x(y)",
        "100%",
        "p#q",
        "R&amp;D",
        "note",
        "Name",
        "index",
        "README",
        "it's",
        "q?",
        "v1.2",
        "[br]",
        "t`k",
        "eq=x",
        "co:lon",
        "pi|pe",
        "images",
        "api",
        "😀",
        "under_score_",
        "a)b",
        "<lt",
        "%41",
        "..x",
        "~"
    };
    private static final String[] NOISE = {
        "text ",
        "\n\n",
        "\n",
        "> ",
        "- ",
        "`[a](b.md)` ",
        "[a] ",
        "![",
        "](",
        "]] ",
        "[[",
        "é😀 ",
        "\\",
        "<b>",
        "<!-- [a](b) -->",
        "\n```\n[a](b.md)\n```\n",
        "| a | b |\n|---|---|\n| ",
        " | ",
        "*",
        "[^1] ",
        "# ",
        "\r\n",
        "&amp;",
        "<a href='"
    };

    private final Random random;
    public final LinkRules rules;
    public final Set<String> files = new TreeSet<>();
    public final Map<String, String> texts = new TreeMap<>();

    public RandomSpace(Random random) {
        this.random = random;
        this.rules = rules();
        for (int i = 4 + random.nextInt(14); i > 0; i--) {
            addIfFree(path(), files);
        }
        for (String file : files) {
            if (file.endsWith(".md")) {
                texts.put(file, text(file));
            }
        }
    }

    private LinkRules rules() {
        List<LinkRules.Root> roots = random.nextBoolean()
                ? List.of(new LinkRules.Root("/", ""))
                : List.of(new LinkRules.Root("/", "api"), new LinkRules.Root("/", ""));
        return LinkRules.builder()
                .html(random.nextBoolean())
                .pageUrls(random.nextInt(4) == 0)
                .ignoreCase(random.nextInt(4) == 0)
                .withoutExtension(random.nextInt(4) > 0)
                .folderPages(random.nextInt(4) > 0 ? List.of("README.md", "index.md") : List.of())
                .roots(roots)
                .build();
    }

    private String path() {
        String path = "";
        for (int i = random.nextInt(3); i > 0; i--) {
            path = TreePaths.child(path, name());
        }
        return TreePaths.child(path, name() + (random.nextInt(4) > 0 ? ".md" : ".png"));
    }

    private String name() {
        return NAMES[random.nextInt(NAMES.length)];
    }

    /** Adds a path unless it, or a folder of it, is a file already or differs from one only in case. */
    private static boolean addIfFree(String path, Set<String> files) {
        Set<String> keys = new HashSet<>();
        files.forEach(file -> keys.add(file.toLowerCase(Locale.ROOT)));
        for (String at = path; !at.isEmpty(); at = TreePaths.folder(at)) {
            if (keys.contains(at.toLowerCase(Locale.ROOT))) {
                return false;
            }
        }
        String below = path.toLowerCase(Locale.ROOT) + "/";
        return keys.stream().noneMatch(key -> key.startsWith(below)) && files.add(path);
    }

    /** Returns moves after which all paths are possible, with at least one of them. */
    public PathMoves moves() {
        while (true) {
            List<PathMove> moves = new ArrayList<>();
            for (int i = 1 + random.nextInt(3); i > 0; i--) {
                moves.add(move());
            }
            PathMoves all = new PathMoves(moves);
            Set<String> after = new TreeSet<>();
            if (files.stream().map(all::after).allMatch(path -> addIfFree(path, after)) && areApart(moves)) {
                return all;
            }
        }
    }

    private static boolean areApart(Collection<PathMove> moves) {
        return moves.stream().noneMatch(move -> TreePaths.isWithin(move.from(), move.to()))
                && moves.stream().map(PathMove::from).distinct().count() == moves.size();
    }

    private PathMove move() {
        String from = any(files);
        boolean folder = random.nextInt(3) == 0 && from.contains("/");
        if (folder) {
            return new PathMove(TreePaths.folder(from), TreePaths.folder(path() + "/x"));
        }
        String extension = from.substring(from.lastIndexOf('.'));
        String to = random.nextBoolean()
                ? TreePaths.child(TreePaths.folder(from), name() + extension)
                : path().replaceAll("\\.(md|png)$", "") + extension;
        return new PathMove(from, to);
    }

    private String any(Collection<String> paths) {
        return List.copyOf(paths).get(random.nextInt(paths.size()));
    }

    private String text(String linker) {
        StringBuilder text = new StringBuilder(random.nextInt(4) == 0 ? "---\nlink: \"[[Name]]\"\n---\n" : "");
        for (int i = random.nextInt(16); i > 0; i--) {
            text.append(random.nextBoolean() ? link(linker) : NOISE[random.nextInt(NOISE.length)]);
        }
        return text.toString();
    }

    private String link(String linker) {
        String target = random.nextInt(8) == 0 ? path() : any(files);
        target = random.nextInt(6) == 0 ? TreePaths.folder(target) : target;
        String suffix = random.nextInt(3) == 0 ? "#h" : "";
        int kind = random.nextInt(9);
        if (kind < 3) {
            String bar = random.nextBoolean() ? "|shown" : "";
            return (random.nextBoolean() ? "!" : "") + "[[" + wikiPath(linker, target) + suffix + bar + "]] ";
        }
        String path = styled(linker, target);
        return switch (kind) {
            case 3 -> "[x](<" + path.replaceAll("[%#?]", "%25") + suffix + "> 'title') ";
            case 4 -> "![x](" + encoded(path) + "?a=b" + suffix + ") ";
            case 5 -> "\n\n[label]: " + encoded(path) + suffix + "\n\n";
            case 6 -> "<a href=\"" + encoded(path) + suffix + "\">x</a> ";
            case 7 -> "[x](" + path + suffix + ") ";
            default -> "[x](" + encoded(path) + suffix + ") ";
        };
    }

    private String styled(String linker, String target) {
        String path = switch (random.nextInt(4)) {
            case 0 -> target.replaceFirst("\\.md$", "");
            case 1 -> target.replaceFirst("\\.md$", ".html");
            case 2 -> target.replaceFirst("/?(README|index)\\.md$", "");
            default -> target;
        };
        String slash = random.nextInt(8) == 0 ? "/" : "";
        String folder = TreePaths.folder(linker);
        return switch (random.nextInt(3)) {
            case 0 -> "/" + path + slash;
            case 1 -> "./" + TreePaths.relative(folder, path) + slash;
            default -> TreePaths.relative(folder, path) + slash;
        };
    }

    private String wikiPath(String linker, String target) {
        String path = random.nextBoolean() ? target.replaceFirst("\\.md$", "") : target;
        return switch (random.nextInt(5)) {
            case 0 -> path;
            case 1 -> "/" + path;
            case 2 -> "./" + TreePaths.relative(TreePaths.folder(linker), path);
            case 3 -> TreePaths.name(path).toLowerCase(Locale.ROOT);
            default -> TreePaths.name(path);
        };
    }

    private static String encoded(String path) {
        return URLEncoder.encode(path, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("%2F", "/");
    }

    SpaceFileIndex index() {
        return new SpaceFileIndex(files);
    }
}
