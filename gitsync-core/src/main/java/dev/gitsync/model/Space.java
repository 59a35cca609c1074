package dev.gitsync.model;

import java.util.Objects;

/**
 * A space of the wiki for which git sync is enabled. Every call to a store carries the complete value, so that a multi-tenant
 * store always knows the tenant.
 *
 * @param id the id in the clone URL, unique across all tenants
 * @param tenant the owner of the space; empty in a wiki without tenants
 * @param name the display name
 */
public record Space(SpaceId id, String tenant, String name) {
    /** Checks that no component is null. */
    public Space {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(tenant, "tenant");
        Objects.requireNonNull(name, "name");
    }
}
