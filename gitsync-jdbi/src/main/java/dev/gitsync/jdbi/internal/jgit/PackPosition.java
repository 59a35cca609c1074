package dev.gitsync.jdbi.internal.jgit;

/**
 * The location of an object that was appended to a pack.
 *
 * @param offset the offset of its entry in the pack
 * @param begin the offset of its compressed bytes
 * @param length the uncompressed length, in bytes
 * @param crc the CRC-32 of its entry
 */
record PackPosition(long offset, long begin, long length, int crc) {}
