/** Files of the accounts, their uploads, and the public URLs that read them. */
package dev.clearcut.mock.space;
