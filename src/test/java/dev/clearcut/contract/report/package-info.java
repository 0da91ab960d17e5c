/** The results of the contract suite in the Common Test Report Format, for the tools of others. */
package dev.clearcut.contract.report;
