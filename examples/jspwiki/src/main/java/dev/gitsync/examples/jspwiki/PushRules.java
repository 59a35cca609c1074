package dev.gitsync.examples.jspwiki;

import dev.gitsync.model.PageContent;
import dev.gitsync.model.Space;
import dev.gitsync.push.PushValidator;
import dev.gitsync.push.Pusher;
import dev.gitsync.store.PageChange;
import java.util.List;
import java.util.Optional;

/** Refuses a push as a whole if JSPWiki can't have one of its pages, or does not let the pusher write it. */
final class PushRules implements PushValidator {
    private final WikiPages pages;

    PushRules(WikiPages pages) {
        this.pages = pages;
    }

    @Override
    public Optional<String> refusal(Space space, Pusher pusher, List<PageChange> plan) {
        return plan.stream()
                .map(change -> change.contentAfter()
                        .flatMap(PushRules::refusal)
                        .or(() -> pages.forbidden(pusher.user(), change.id())))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Optional<String> refusal(PageContent page) {
        return PageNames.objection(page.title())
                .or(() -> Optional.ofNullable(page.text())
                        .filter(PageRules::hides)
                        .map(text -> "The rule [{ALLOW …}] in '" + page.title()
                                + "' would hide the page from users who can read"
                                + " this repository. Add [{ALLOW view All}], or write the rule in JSPWiki."));
    }
}
