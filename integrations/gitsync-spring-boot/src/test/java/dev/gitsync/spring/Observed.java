package dev.gitsync.spring;

import io.micrometer.common.KeyValue;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Notes the observations that ended, by name and low-cardinality keys. */
@Component
final class Observed implements ObservationHandler<Observation.Context> {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final List<String> ended = new ArrayList<>();

    /** Waits for an observation whose text contains {@code parts}, and returns whether there is one. */
    synchronized boolean has(String... parts) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (ended.stream().noneMatch(observation -> List.of(parts).stream().allMatch(observation::contains))) {
            long left = Duration.ofNanos(end - System.nanoTime()).toMillis();
            if (left <= 0) {
                return false;
            }
            wait(left);
        }
        return true;
    }

    @Override
    public boolean supportsContext(Observation.Context context) {
        return true;
    }

    @Override
    public synchronized void onStop(Observation.Context context) {
        String keys = context.getLowCardinalityKeyValues().stream()
                .map(Observed::text)
                .collect(Collectors.joining());
        ended.add(context.getName() + keys);
        notifyAll();
    }

    private static String text(KeyValue key) {
        return " " + key.getKey() + "=" + key.getValue();
    }
}
