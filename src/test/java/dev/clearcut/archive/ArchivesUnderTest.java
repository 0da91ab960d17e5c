package dev.clearcut.archive;

import dev.clearcut.download.Download;
import dev.clearcut.download.Downloads;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HEAD;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Sends what a test has put there, as a resource of the service does. */
@ApplicationScoped
@Path("/archives-under-test/{name}")
public class ArchivesUnderTest {

  private final Map<String, Download> archives = new ConcurrentHashMap<>();
  private final Downloads downloads;

  ArchivesUnderTest(Downloads downloads) {
    this.downloads = downloads;
  }

  /** What is sent under a name from now on. */
  public void put(String name, Download archive) {
    archives.put(name, archive);
  }

  @GET
  public Response get(
      @PathParam("name") String name,
      @HeaderParam("Range") List<String> range,
      @HeaderParam("If-Range") List<String> ifRange,
      @HeaderParam("If-None-Match") List<String> ifNoneMatch) {
    return downloads.send(archives.get(name), range, ifRange, ifNoneMatch);
  }

  @HEAD
  public Response head(
      @PathParam("name") String name, @HeaderParam("If-None-Match") List<String> ifNoneMatch) {
    return downloads.headers(archives.get(name), ifNoneMatch);
  }
}
