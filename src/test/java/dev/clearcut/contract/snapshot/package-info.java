/**
 * What a run of the contract suite saw: statuses, media types, headers and the shapes of bodies,
 * never a value that could be a secret.
 */
package dev.clearcut.contract.snapshot;
