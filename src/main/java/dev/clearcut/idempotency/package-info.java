/** The same request, sent again with the same key, is answered the same. */
package dev.clearcut.idempotency;
