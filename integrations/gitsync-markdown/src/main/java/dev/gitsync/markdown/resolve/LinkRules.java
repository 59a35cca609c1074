package dev.gitsync.markdown.resolve;

import java.util.ArrayList;
import java.util.List;

/**
 * How the links of a space are meant. A link to an exact file, relative to the folder of the page, always counts; each rule
 * adds a way that is tried if the ways before it find nothing. Immutable.
 */
public final class LinkRules {
    /** Without extensions, to folders, from the root of the space, and wikilinks. */
    public static final LinkRules DEFAULT = builder().build();

    /**
     * Where links that begin with a slash lead.
     *
     * @param prefix the beginning of the link, with a slash at both ends: {@code /} or {@code /docs/}
     * @param folder the folder that it stands for: {@code ""} for the root of the space, or {@code content/docs}
     */
    public record Root(String prefix, String folder) {
        /**
         * Checks the root.
         *
         * @throws IllegalArgumentException if the prefix has no slash at an end, or the folder has one
         */
        public Root {
            if (!prefix.startsWith("/") || !prefix.endsWith("/") || folder.startsWith("/") || folder.endsWith("/")) {
                throw new IllegalArgumentException("A prefix needs a slash at both ends, and a folder none: \"" + prefix
                        + "\", \"" + folder + "\".");
            }
        }
    }

    private final String pageExtension;
    private final List<String> folderPages;
    private final List<Root> roots;
    private final boolean withoutExtension;
    private final boolean html;
    private final boolean pageUrls;
    private final boolean ignoreCase;
    private final boolean wikilinks;

    private LinkRules(Builder builder) {
        this.pageExtension = builder.pageExtension;
        this.folderPages = List.copyOf(builder.folderPages);
        this.roots = List.copyOf(builder.roots);
        this.withoutExtension = builder.withoutExtension;
        this.html = builder.html;
        this.pageUrls = builder.pageUrls;
        this.ignoreCase = builder.ignoreCase;
        this.wikilinks = builder.wikilinks;
    }

    /** Returns a builder with the default rules. */
    public static Builder builder() {
        return new Builder();
    }

    /** Returns the extension of page files. */
    public String pageExtension() {
        return pageExtension;
    }

    /** Returns the names of files that are the page of their folder, the first that exists wins. */
    public List<String> folderPages() {
        return folderPages;
    }

    /** Returns where links that begin with a slash lead; the first that finds something wins. */
    public List<Root> roots() {
        return roots;
    }

    /** Returns whether {@code setup} leads to {@code setup.md}. */
    public boolean withoutExtension() {
        return withoutExtension;
    }

    /** Returns whether {@code setup.html} leads to {@code setup.md}. */
    public boolean html() {
        return html;
    }

    /** Returns whether {@code ../other} in {@code guide/setup.md} may lead to {@code guide/other.md}, as on a site without extensions. */
    public boolean pageUrls() {
        return pageUrls;
    }

    /** Returns whether {@code /methods/data} leads to {@code methods/Data.md} if nothing else has that path. */
    public boolean ignoreCase() {
        return ignoreCase;
    }

    /** Returns whether {@code [[Name]]} is a link. */
    public boolean wikilinks() {
        return wikilinks;
    }

    /** Builds {@link LinkRules}. */
    public static final class Builder {
        private String pageExtension = ".md";
        private List<String> folderPages = List.of("README.md", "index.md", "_index.md");
        private List<Root> roots = List.of(new Root("/", ""));
        private boolean withoutExtension = true;
        private boolean html;
        private boolean pageUrls;
        private boolean ignoreCase;
        private boolean wikilinks = true;

        private Builder() {}

        /** Sets the extension of page files, with its dot. The default is {@code .md}. */
        public Builder pageExtension(String extension) {
            this.pageExtension = extension;
            return this;
        }

        /** Sets the names of files that are the page of their folder. The default is {@code README.md}, {@code index.md}, {@code _index.md}. */
        public Builder folderPages(List<String> names) {
            this.folderPages = new ArrayList<>(names);
            return this;
        }

        /** Sets where links that begin with a slash lead. By default, to the root of the space. */
        public Builder roots(List<Root> list) {
            this.roots = new ArrayList<>(list);
            return this;
        }

        /** Sets whether {@code setup} leads to {@code setup.md}. The default is true. */
        public Builder withoutExtension(boolean on) {
            this.withoutExtension = on;
            return this;
        }

        /** Sets whether {@code setup.html} leads to {@code setup.md}. The default is false. */
        public Builder html(boolean on) {
            this.html = on;
            return this;
        }

        /** Sets whether links may be relative to the URL of the page. The default is false. */
        public Builder pageUrls(boolean on) {
            this.pageUrls = on;
            return this;
        }

        /** Sets whether a path that differs only in case is found, as on sites with URLs in lower case. The default is false. */
        public Builder ignoreCase(boolean on) {
            this.ignoreCase = on;
            return this;
        }

        /** Sets whether {@code [[Name]]} is a link. The default is true. */
        public Builder wikilinks(boolean on) {
            this.wikilinks = on;
            return this;
        }

        /**
         * Returns the rules.
         *
         * @throws IllegalArgumentException if the extension has no dot at its beginning, or a folder page another extension
         */
        public LinkRules build() {
            if (!pageExtension.startsWith(".")
                    || folderPages.stream().anyMatch(name -> !name.endsWith(pageExtension))) {
                throw new IllegalArgumentException("The extension \"" + pageExtension
                        + "\" must begin with a dot, and the folder pages must end with it: " + folderPages + ".");
            }
            return new LinkRules(this);
        }
    }
}
