/** The one place that writes an error body of the service. */
package dev.clearcut.problem;
