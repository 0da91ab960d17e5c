/**
 * What a {@code process} call does in every dialect, the queue of the image work, and the two
 * operations that the vendor has only announced.
 */
package dev.clearcut.mock.removal;
