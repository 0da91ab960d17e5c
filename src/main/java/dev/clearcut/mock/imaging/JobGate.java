package dev.clearcut.mock.imaging;

import static org.bytedeco.opencv.global.opencv_core.setNumThreads;

import java.io.IOException;
import java.util.concurrent.Semaphore;

/** Lets a bounded number of jobs through at a time, each with native memory of its own. */
final class JobGate {
  /** A piece of work on native memory. */
  interface Job<T> {
    T run() throws IOException;
  }

  private final ImagingLimits limits;
  private final Semaphore permits;

  JobGate(ImagingLimits limits) {
    this.limits = limits;
    this.permits = new Semaphore(limits.concurrentJobs(), true);
  }

  /** Waits for a turn, runs the job, and frees all native memory it took. */
  <T> T run(Job<T> job) throws IOException {
    permits.acquireUninterruptibly();
    try {
      setNumThreads(limits.threads());
      return NativeScope.run(job);
    } finally {
      permits.release();
    }
  }
}
