package dev.clearcut.mock.aicut;

import dev.clearcut.mock.account.Account;
import dev.clearcut.mock.space.Address;

/**
 * A session that was paid for; it lives as long as its image.
 *
 * @param owner who paid, and whose the results are
 * @param image where it is
 */
record Session(Account owner, Address image) {}
