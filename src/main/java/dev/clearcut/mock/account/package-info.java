/** API keys, and the money of the accounts that they stand for. */
package dev.clearcut.mock.account;
