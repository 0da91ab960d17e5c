package dev.clearcut.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A way to a TCP server on this machine that can be shut: then all connections end, none begins.
 */
public final class Gate implements AutoCloseable {

  private final int target;
  private final ServerSocket server;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private volatile boolean shut;

  private Gate(int target) throws IOException {
    this.target = target;
    this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  }

  /** An open way to that port. */
  public static Gate to(int target) {
    try {
      Gate gate = new Gate(target);
      daemon(gate::accept);
      return gate;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where it begins. */
  public int port() {
    return server.getLocalPort();
  }

  /** Stays shut for as long as the work takes. */
  public void shutDuring(Runnable work) {
    shut = true;
    open.forEach(Gate::end);
    try {
      work.run();
    } finally {
      shut = false;
    }
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    open.forEach(Gate::end);
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket caller = server.accept();
        if (shut) {
          end(caller);
          continue;
        }
        Socket callee = new Socket(InetAddress.getLoopbackAddress(), target);
        open.add(caller);
        open.add(callee);
        daemon(() -> pump(caller, callee));
        daemon(() -> pump(callee, caller));
      } catch (IOException ended) {
        // The next one may come.
      }
    }
  }

  private void pump(Socket from, Socket to) {
    try {
      from.getInputStream().transferTo(to.getOutputStream());
    } catch (IOException ended) {
      // So does the other direction.
    }
    end(from);
    end(to);
    open.remove(from);
    open.remove(to);
  }

  private static void end(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void daemon(Runnable work) {
    Thread thread = new Thread(work, "gate");
    thread.setDaemon(true);
    thread.start();
  }
}
