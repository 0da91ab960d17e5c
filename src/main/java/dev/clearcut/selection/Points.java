package dev.clearcut.selection;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.clearcut.api.model.Point;
import dev.clearcut.backgroundcut.model.Dot;
import dev.clearcut.backgroundcut.model.SegmentRequest;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;

/**
 * All points of a selection, in pixels of the upright photo.
 *
 * @param keep on what is wanted
 * @param leave on what is not
 */
@RegisterForReflection
record Points(List<Point> keep, List<Point> leave) {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** As a row keeps them. */
  static Points of(String json) {
    try {
      return JSON.readValue(json, Points.class);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("The points of a selection", e);
    }
  }

  String json() {
    try {
      return JSON.writeValueAsString(this);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Whether there is none. */
  boolean none() {
    return keep.isEmpty() && leave.isEmpty();
  }

  /** What the vendor is asked. */
  SegmentRequest request(String session, int number) {
    return new SegmentRequest(session, dots(keep), dots(leave), number);
  }

  private static List<Dot> dots(List<Point> points) {
    return points.stream().map(point -> new Dot(point.x(), point.y())).toList();
  }
}
