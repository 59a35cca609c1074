/** The access of users to spaces. Embedders implement {@link dev.gitsync.access.SpaceAccess}; the servers of every protocol ask it. */
@NullMarked
package dev.gitsync.access;

import org.jspecify.annotations.NullMarked;
