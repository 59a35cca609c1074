package dev.gitsync.spring;

import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Keeps the spans that Spring Boot's OpenTelemetry exports. */
@Configuration(proxyBeanMethods = false)
class TracedSpans {
    @Bean
    InMemorySpanExporter spanExporter() {
        return InMemorySpanExporter.create();
    }

    /** Returns the spans of a trace that have ended, in the order of their starts. */
    static List<SpanData> of(TestApplication application, String trace) {
        application.bean(SdkTracerProvider.class).forceFlush().join(30, TimeUnit.SECONDS);
        return application.bean(InMemorySpanExporter.class).getFinishedSpanItems().stream()
                .filter(span -> span.getTraceId().equals(trace))
                .sorted(Comparator.comparingLong(SpanData::getStartEpochNanos))
                .toList();
    }
}
