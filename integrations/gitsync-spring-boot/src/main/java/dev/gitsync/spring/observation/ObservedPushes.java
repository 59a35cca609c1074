package dev.gitsync.spring.observation;

import dev.gitsync.push.PushInterceptor;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import java.util.Locale;

/**
 * Observes each stage of a push as {@code gitsync.push}, with the low-cardinality keys {@code stage} (plan, apply) and {@code cause} (push,
 * accepted_push, moved_main), and the high-cardinality key {@code space}, which only traces have.
 */
record ObservedPushes(PushInterceptor interceptor, ObservationRegistry registry) implements PushInterceptor {
    @Override
    public void around(Context push, Runnable work) {
        Observation.createNotStarted("gitsync.push", registry)
                .lowCardinalityKeyValue("stage", push.stage().name().toLowerCase(Locale.ROOT))
                .lowCardinalityKeyValue("cause", push.cause().name().toLowerCase(Locale.ROOT))
                .highCardinalityKeyValue("space", push.space().id().value())
                .observe(() -> interceptor.around(push, work));
    }
}
