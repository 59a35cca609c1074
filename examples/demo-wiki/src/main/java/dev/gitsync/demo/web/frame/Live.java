package dev.gitsync.demo.web.frame;

import dev.gitsync.demo.html.Html;

/**
 * What lets a page that is open in a browser notice that it is out of date. The script asks {@code address} now and then for
 * the mark; when it is another one, the script loads the page anew, takes the elements with {@code data-live} from it, and
 * says the news. Without a script the page simply stays as it is.
 *
 * @param address answers with the mark as plain text, at little cost
 * @param mark another one after each change
 * @param news a sentence about the newest change, empty when there is nothing worth saying
 * @param more where to read more about it, may be empty; {@code OLD} stands for the mark that the reader had
 */
public record Live(String address, String mark, String news, String more) {
    /** A page of which nothing is said when it changes. */
    public Live(String address, String mark) {
        this(address, mark, "", "");
    }

    /** The element for the script. */
    public Html html() {
        return Html.of(
                "<div id=\"watch\" hidden data-watch=\"{}\" data-mark=\"{}\" data-news=\"{}\" data-more=\"{}\"></div>",
                address,
                mark,
                news,
                more);
    }
}
