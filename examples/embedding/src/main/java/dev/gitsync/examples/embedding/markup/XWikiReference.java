package dev.gitsync.examples.embedding.markup;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A reference of XWiki 2.1: {@code A.B} is the page {@code A/B}, {@code B} a page beside the one with the link, {@code .B} one below it, and
 * {@code attach:A.B@file} an attachment. {@code A.B.WebHome} is the page {@code A/B}.
 */
record XWikiReference(String written) {
    private static final Pattern EXTERNAL =
            Pattern.compile("(?:url|path|mailto|unc|icon|data|user|#).*|[a-z]++://.*", Pattern.DOTALL);

    /** Returns what is behind the label of a link, and before its parameters. */
    static XWikiReference ofLink(String link) {
        int label = link.indexOf(">>");
        String target = label < 0 ? link : link.substring(label + 2);
        int parameters = target.indexOf("||");
        return new XWikiReference((parameters < 0 ? target : target.substring(0, parameters)).strip());
    }

    /** Adds the link, unless it leads out of the space. */
    void addTo(LinkScan scan, int line) {
        if (written.isEmpty() || isExternal()) {
            return;
        }
        boolean isFile = written.startsWith("image:") || written.startsWith("attach:");
        String target = written.replaceFirst("^(?:image|attach|doc|page):", "");
        if (target.isEmpty()) {
            return;
        }
        if (isFile) {
            int at = target.lastIndexOf('@');
            String page = at < 0 ? scan.page() : path(scan, target.substring(0, at));
            scan.add(written, line, List.of(page + "/" + target.substring(at + 1)));
        } else {
            String page = path(scan, target);
            scan.add(written, line, List.of(page + ".xwiki", page));
        }
    }

    private boolean isExternal() {
        String target = written.replaceFirst("^(?:image|attach|doc|page):", "");
        return EXTERNAL.matcher(target).matches() && (target.indexOf(':') >= 0 || target.startsWith("#"));
    }

    /** Returns the path of a page, without extension. */
    private static String path(LinkScan scan, String reference) {
        List<String> names = names(reference);
        if (names.size() > 1 && names.get(names.size() - 1).equals("WebHome")) {
            names.remove(names.size() - 1);
            return String.join("/", names);
        }
        if (names.size() == 1) {
            return scan.folder() + names.get(0);
        }
        return names.get(0).isEmpty() ? scan.page() + String.join("/", names) : String.join("/", names);
    }

    /** Splits a reference at dots that are not escaped. */
    private static List<String> names(String reference) {
        List<String> names = new ArrayList<>();
        StringBuilder name = new StringBuilder();
        for (int i = 0; i < reference.length(); i++) {
            char c = reference.charAt(i);
            if (c == '\\' && i + 1 < reference.length()) {
                name.append(reference.charAt(++i));
            } else if (c == '.') {
                names.add(name.toString());
                name.setLength(0);
            } else {
                name.append(c);
            }
        }
        names.add(name.toString());
        return names;
    }
}
