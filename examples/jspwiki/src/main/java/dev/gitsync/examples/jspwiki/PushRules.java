package dev.gitsync.examples.jspwiki;

import dev.gitsync.model.PageContent;
import dev.gitsync.model.Space;
import dev.gitsync.push.PushValidator;
import dev.gitsync.push.Pusher;
import dev.gitsync.store.PageChange;
import java.util.List;
import java.util.Optional;

/** Refuses a push as a whole if JSPWiki can't have the name of one of its pages. */
final class PushRules implements PushValidator {
    @Override
    public Optional<String> refusal(Space space, Pusher pusher, List<PageChange> plan) {
        return plan.stream()
                .map(PageChange::contentAfter)
                .flatMap(Optional::stream)
                .map(PageContent::title)
                .map(PageNames::objection)
                .flatMap(Optional::stream)
                .findFirst();
    }
}
