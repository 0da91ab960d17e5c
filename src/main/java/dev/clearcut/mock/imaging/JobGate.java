package dev.clearcut.mock.imaging;

import static org.bytedeco.opencv.global.opencv_core.setNumThreads;

import java.util.concurrent.Semaphore;

/** Lets a bounded number of jobs through at a time, each with native memory of its own. */
final class JobGate {
  /** JavaCPP stops, and collects garbage, when the process exceeds a multiple of the Java heap. */
  private static final String NATIVE_MEMORY_LIMIT = "org.bytedeco.javacpp.maxPhysicalBytes";

  static {
    if (System.getProperty(NATIVE_MEMORY_LIMIT) == null) {
      System.setProperty(NATIVE_MEMORY_LIMIT, "0"); // our own limits bound it, in pixels and jobs
    }
  }

  private final ImagingLimits limits;
  private final Semaphore permits;

  JobGate(ImagingLimits limits) {
    this.limits = limits;
    this.permits = new Semaphore(limits.concurrentJobs(), true);
  }

  /** Waits for a turn, runs the job, and frees all native memory it took. */
  <T, X extends Exception> T run(NativeScope.Work<T, X> job) throws X {
    permits.acquireUninterruptibly();
    try {
      setNumThreads(limits.threads());
      return NativeScope.free(job);
    } finally {
      permits.release();
    }
  }
}
