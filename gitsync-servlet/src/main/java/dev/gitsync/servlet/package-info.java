/**
 * Spaces as git repositories over HTTP: {@link dev.gitsync.servlet.GitSyncServlet} and the two seams it asks who somebody
 * is ({@link dev.gitsync.servlet.identity.Authenticator}) and what they may do ({@link dev.gitsync.servlet.identity.SpaceAccess}).
 */
@NullMarked
package dev.gitsync.servlet;

import org.jspecify.annotations.NullMarked;
