package dev.clearcut.outbound;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/** Says which addresses a host has; tests have answers of their own. */
@FunctionalInterface
public interface NameService {

  /**
   * All of them, the best first; waits for the answer.
   *
   * @throws UnknownHostException when there are none
   */
  List<InetAddress> addresses(String host) throws UnknownHostException;
}
