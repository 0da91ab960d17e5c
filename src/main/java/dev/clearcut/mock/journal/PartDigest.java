package dev.clearcut.mock.journal;

/**
 * What is kept of a part of a form.
 *
 * @param name of the field
 * @param mediaType as declared, or null
 * @param bytes its size
 * @param sha256 in lower-case hexadecimal digits, or null when digests are off
 */
public record PartDigest(String name, String mediaType, long bytes, String sha256) {}
