/** Which documented answers of the contract the suite has seen, and which it has not. */
package dev.clearcut.contract.coverage;
