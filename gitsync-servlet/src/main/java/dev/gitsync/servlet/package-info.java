/**
 * Servlets that serve spaces to git clients and operators. {@link dev.gitsync.servlet.GitSyncServlet} asks two interfaces of the embedder:
 * {@link dev.gitsync.servlet.identity.Authenticator} for the user of a request, and {@link dev.gitsync.access.SpaceAccess} for the
 * access of the user to a space.
 */
@NullMarked
package dev.gitsync.servlet;

import org.jspecify.annotations.NullMarked;
