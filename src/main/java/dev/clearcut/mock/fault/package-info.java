/**
 * Failures on demand. A fault says which calls it hits and what happens to them; it strikes before
 * the work, so that nothing is done and nothing paid, or after it, so that all is done and paid but
 * the client is not told. No waiting call holds a thread.
 */
package dev.clearcut.mock.fault;
