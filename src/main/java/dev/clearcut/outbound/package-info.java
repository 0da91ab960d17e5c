/**
 * URLs that a caller gave: where they may lead, and the one way to go there. It knows no photo and
 * no webhook.
 */
package dev.clearcut.outbound;
