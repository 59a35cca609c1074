package dev.gitsync.examples.fitnesse;

import dev.gitsync.model.PageContent;
import dev.gitsync.model.Space;
import dev.gitsync.push.PushValidator;
import dev.gitsync.push.Pusher;
import dev.gitsync.store.PageChange;
import java.util.List;
import java.util.Optional;

/** Refuses a push as a whole if FitNesse would refuse one of its pages. */
final class PushRules implements PushValidator {
    @Override
    public Optional<String> refusal(Space space, Pusher pusher, List<PageChange> plan) {
        return plan.stream().map(PushRules::refusal).flatMap(Optional::stream).findFirst();
    }

    private static Optional<String> refusal(PageChange change) {
        return change.contentAfter().flatMap(PushRules::refusal);
    }

    private static Optional<String> refusal(PageContent content) {
        return PageNames.objection(content).or(() -> header(content));
    }

    private static Optional<String> header(PageContent content) {
        try {
            Header.of(content.text() == null ? "" : content.text());
            return Optional.empty();
        } catch (RuleException e) {
            return Optional.of(content.title() + ": " + e.getMessage());
        }
    }
}
