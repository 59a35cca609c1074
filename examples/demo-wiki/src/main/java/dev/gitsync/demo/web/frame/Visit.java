package dev.gitsync.demo.web;

import dev.gitsync.demo.account.Account;
import dev.gitsync.demo.server.HttpProblem;
import dev.gitsync.demo.server.SiteAddress;
import dev.gitsync.demo.wiki.FoundPage;
import dev.gitsync.demo.wiki.Library;
import dev.gitsync.demo.wiki.OpenSpace;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import java.util.Optional;

/** A request by someone who has signed in. */
record Visit(
        HttpServletRequest request, Session session, Account account, Library library, Map<String, String> parameters) {

    /** The space in the path. */
    OpenSpace space() {
        return library.space(account, parameter("space")).orElseThrow(HttpProblem::notFound);
    }

    /** The space in the path, for a change. */
    OpenSpace writableSpace() {
        return requireWritable(space());
    }

    /** The page in the path, live. */
    FoundPage page() {
        return library.page(account, parameter("id"))
                .filter(page -> !page.isDeleted())
                .orElseThrow(HttpProblem::notFound);
    }

    /** The page in the path, live or in the trash. */
    FoundPage pageOrTrashed() {
        return library.page(account, parameter("id")).orElseThrow(HttpProblem::notFound);
    }

    /** The page in the path, live, for a change. */
    FoundPage writablePage() {
        FoundPage page = page();
        requireWritable(page.in());
        return page;
    }

    private static OpenSpace requireWritable(OpenSpace space) {
        if (!space.isWritable()) {
            throw HttpProblem.readOnly();
        }
        return space;
    }

    /** A {@code {name}} of the path. */
    String parameter(String name) {
        return parameters.getOrDefault(name, "");
    }

    /** A field of the form or the query; empty when it is not there. */
    String field(String name) {
        return Optional.ofNullable(request.getParameter(name)).orElse("");
    }

    /** A field of the form that is a version. */
    long version() {
        String version = field("version");
        if (!version.matches("\\d{1,18}")) {
            throw new HttpProblem(400, "The form does not say which version of the page it is about.");
        }
        return Long.parseLong(version);
    }

    /** Where the wiki is, as the visitor sees it. */
    SiteAddress site() {
        return SiteAddress.of(request);
    }
}
