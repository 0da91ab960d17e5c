/**
 * What an operator sees and switches: ids of requests, when the metrics are measured and into which
 * buckets, readiness as a metric, and whether the service runs at all.
 */
package dev.clearcut.operation;
