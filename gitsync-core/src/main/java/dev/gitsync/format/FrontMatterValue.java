package dev.gitsync.format;

/**
 * Where the value of an entry of a {@link FrontMatter} is, with what surrounds it: blanks, comments and line ends.
 *
 * @param syntax how the value is written
 * @param begin the position after the colon or equals sign
 * @param end the position after the entry
 * @param limit the position of the end of the block, or of the entry in a flow mapping
 */
public record FrontMatterValue(Syntax syntax, int begin, int end, int limit) {
    /** How values are written. */
    public enum Syntax {
        /** YAML, one entry or item in each line. */
        YAML,
        /** YAML within the braces of a flow mapping. */
        YAML_FLOW,
        /** TOML. */
        TOML
    }
}
