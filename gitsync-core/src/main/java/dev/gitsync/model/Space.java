package dev.gitsync.model;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A space of the wiki for which git sync is enabled. Every call to a store carries the complete value, so that a multi-tenant
 * store always knows the tenant.
 *
 * @param id the id in the clone URL, unique across all tenants
 * @param tenant the owner of the space; empty in a wiki without tenants
 * @param name the display name
 * @param conventions how its pages are files, or null for the operator's default
 */
public record Space(
        SpaceId id, String tenant, String name, @Nullable PageConventions conventions) {
    /** Creates a space with the operator's default conventions. */
    public Space(SpaceId id, String tenant, String name) {
        this(id, tenant, name, null);
    }

    /** Checks that no other component is null. */
    public Space {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(tenant, "tenant");
        Objects.requireNonNull(name, "name");
    }
}
