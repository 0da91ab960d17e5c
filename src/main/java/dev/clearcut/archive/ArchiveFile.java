package dev.clearcut.archive;

/**
 * A stored result that is to be in an archive.
 *
 * @param name as {@link EntryNames} made it
 * @param objectKey where the store has it
 * @param size in bytes
 * @param crc32 of the bytes, from 0 to 2³² − 1
 * @param sha256 of the bytes, 64 hexadecimal digits
 */
public record ArchiveFile(String name, String objectKey, long size, long crc32, String sha256) {}
