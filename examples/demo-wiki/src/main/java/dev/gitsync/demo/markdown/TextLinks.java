package dev.gitsync.demo.markdown;

import dev.gitsync.markdown.link.MarkdownLink;

/** Finds the addresses of the links and pictures of a text. */
public interface TextLinks {
    /** The address of a link or picture with this destination, as it stands in the HTML of the text. */
    Address of(String destination);

    /** The address of a wikilink. */
    Address ofWikilink(MarkdownLink link);

    /**
     * Where a link leads.
     *
     * @param url the address
     * @param kind what is there
     */
    record Address(String url, Kind kind) {
        /** The address of something in the wiki or outside. */
        public static Address of(String url) {
            return new Address(url, Kind.OTHER);
        }
    }

    /** What is at an address. */
    enum Kind {
        /** A picture. */
        IMAGE,
        /** Something else. */
        OTHER,
        /** Nothing. */
        NOTHING
    }
}
