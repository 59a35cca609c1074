package dev.gitsync.model;

import java.util.Objects;

/**
 * A space of the wiki for which git sync is switched on. Every call to a store carries the whole value, so that a store
 * that serves many tenants never has to guess one.
 *
 * @param id the id in the clone URL, unique over all tenants
 * @param tenant the owner of the space; empty in a wiki without tenants
 * @param name the name that people see
 */
public record Space(SpaceId id, String tenant, String name) {
    /** Checks that nothing is missing. */
    public Space {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(tenant, "tenant");
        Objects.requireNonNull(name, "name");
    }
}
