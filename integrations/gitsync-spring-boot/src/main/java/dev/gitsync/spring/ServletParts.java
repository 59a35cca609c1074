package dev.gitsync.spring;

import dev.gitsync.GitSync;
import dev.gitsync.servlet.audit.AuditListener;
import dev.gitsync.servlet.connection.TrustedProxies;
import dev.gitsync.servlet.identity.Authenticator;

/** The parts that all servlets of gitsync have. */
record ServletParts(
        GitSync gitSync,
        GitSyncProperties properties,
        TrustedProxies proxies,
        Authenticator authenticator,
        AuditListener audit) {}
