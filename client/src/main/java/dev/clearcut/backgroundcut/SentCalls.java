package dev.clearcut.backgroundcut;

import java.time.Instant;
import javax.sql.DataSource;

/**
 * Which paid calls may be running. This is what {@link CarefulProcess} has to remember so that no
 * call is sent while an earlier one for the same result may still be running: across threads,
 * processes and crashes, as far as the memory reaches.
 *
 * <p>Times are those of the callers' clocks. The clocks of processes that share a memory differ by
 * less than {@link CarefulProcess.Times#grace()}.
 */
public interface SentCalls {

  /**
   * Notes that a call is about to be sent, unless one may be running already. Of two that ask at
   * the same time one is told false. What is noted stays when the process dies.
   *
   * @param outputKey the result that the call is for, of up to 1024 characters
   * @param now the caller's time
   * @param until the call may be running up to this time, in whole milliseconds
   * @return false, with nothing noted, when a call for this result is noted whose time is after
   *     {@code now}
   */
  boolean begin(String outputKey, Instant now, Instant until);

  /**
   * Forgets a call that is over.
   *
   * @param until as it was noted; another call is not forgotten
   */
  void ended(String outputKey, Instant until);

  /**
   * A memory of this process. It forgets everything when the process ends: a call that was sent
   * just before may then be paid for a second time.
   */
  static SentCalls inMemory() {
    return new SentCallsInMemory();
  }

  /**
   * A memory in a database, in a table that is there:
   *
   * <pre>{@code
   * create table backgroundcut_sent_call (
   *   output_key varchar(1024) primary key,
   *   running_until timestamp(3) with time zone not null)
   * }</pre>
   *
   * <p>Each method takes a connection of its own and commits. Do not call it within a transaction
   * that the data source takes part in: what is noted would be lost with it.
   */
  static SentCalls in(DataSource database) {
    return new SentCallsInDatabase(database);
  }
}
