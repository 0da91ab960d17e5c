/**
 * What an operator sees: ids of requests, when the metrics are measured and into which buckets, and
 * readiness as a metric.
 */
package dev.clearcut.operation;
