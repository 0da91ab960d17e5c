/** Where the bytes live. */
package dev.clearcut.storage;
