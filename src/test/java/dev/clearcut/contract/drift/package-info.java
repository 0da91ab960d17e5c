/** Finds what has changed at the vendor: between two snapshots, or against the contract. */
package dev.clearcut.contract.drift;
