package dev.clearcut.archive;

/**
 * A file of an archive.
 *
 * @param name as {@link EntryNames} makes it
 * @param size in bytes
 * @param crc32 of the bytes, from 0 to 2³² − 1
 */
record ZipEntry(String name, long size, long crc32) {}
