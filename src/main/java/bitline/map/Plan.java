package bitline.map;

import bitline.program.ArrayLayer;
import bitline.program.Program;
import bitline.program.Segment;
import java.util.ArrayList;
import java.util.List;

/// A mapper's choice, before anything is placed: which layers are on the chip together, and how
/// often each lies there.
///
/// @param segments in order, without a gap; one: all weights stay
/// @param copies of each layer, itself counted; layers of several copies have arrays of their own
public record Plan(List<Segment> segments, List<Integer> copies) {
  public Plan {
    segments = List.copyOf(segments);
    copies = List.copyOf(copies);
    int next = 0;
    for (Segment segment : segments) {
      if (segment.from() != next) {
        throw new IllegalArgumentException(segment + " where layer " + next + " is next");
      }
      next = segment.to();
    }
    if (next != copies.size() || copies.stream().anyMatch(n -> n < 1)) {
      throw new IllegalArgumentException(segments + " with copies " + copies);
    }
  }

  /// The plan that a program follows.
  public static Plan of(Program program) {
    List<Integer> copies = new ArrayList<>();
    for (ArrayLayer layer : program.layers()) {
      copies.add(program.places(layer).size());
    }
    return new Plan(program.segments(), copies);
  }

  /// Whether all weights stay on the chip.
  public boolean resident() {
    return segments.size() <= 1;
  }
}
