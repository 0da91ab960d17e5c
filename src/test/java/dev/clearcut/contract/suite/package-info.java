/**
 * The contract suite: how the vendor behaves, as tests that know a base URL and a key and nothing
 * else. They run against the packaged emulator, or against whatever {@code contract.target} names.
 */
package dev.clearcut.contract.suite;
