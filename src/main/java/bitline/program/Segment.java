package bitline.program;

/// Layers whose weights are in the arrays at the same time, and which run as one pipeline: those
/// from `from` to `to` (exclusive) of the program's. A program of several segments exchanges its
/// weights while it runs, each segment's before it begins.
public record Segment(int from, int to) {
  public Segment {
    if (from < 0 || to <= from) {
      throw new IllegalArgumentException("segment " + from + " to " + to);
    }
  }
}
