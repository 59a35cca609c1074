package dev.gitsync.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TransactionDomainTest {
    private final List<String> carrier = new ArrayList<>();

    @Test
    void makesEqualDomainsOfOneCarrier() {
        assertThat(TransactionDomain.of(carrier))
                .isEqualTo(TransactionDomain.of(carrier))
                .hasSameHashCodeAs(TransactionDomain.of(carrier));
    }

    @Test
    void makesDifferentDomainsOfEqualCarriers() {
        assertThat(TransactionDomain.of(carrier)).isNotEqualTo(TransactionDomain.of(new ArrayList<>()));
    }

    @Test
    void namesTheTypeOfItsCarrier() {
        assertThat(TransactionDomain.of(carrier)).hasToString("transactions of ArrayList");
    }
}
