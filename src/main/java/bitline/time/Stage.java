package bitline.time;

import bitline.graph.Node;
import bitline.program.ArrayLayer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What works for a picture as one, row by row: a layer on arrays and what the vector unit does to
/// its sums on their way out, or nodes of the vector unit that hand rows on to one another.
final class Stage {
  final Node head;
  final @Nullable ArrayLayer layer;
  final int segment;

  /// Rows in which it makes its results.
  final int rows;

  /// Cores that its arrays lie in; of a stage without arrays, all that hold weights.
  final List<Integer> cores;

  /// Cores in which its results are made: of a layer, those in which its sums meet.
  final List<Integer> results;

  /// What its arrays or, where it has none, its first node reads.
  final List<Buffer> reads = new ArrayList<>();

  /// The activation that is written into its arrays; null where they hold weights.
  @Nullable Buffer written;

  /// What further nodes read beside what the ones before them make, such as the other summand.
  final List<Buffer> joins = new ArrayList<>();

  /// Values that it makes, those that none but its own nodes read among them.
  final List<String> values = new ArrayList<>();

  /// Seconds that it would keep one vector unit busy for a picture.
  double seconds;

  Stage(
      Node head,
      @Nullable ArrayLayer layer,
      int segment,
      int rows,
      List<Integer> cores,
      List<Integer> results) {
    this.head = head;
    this.layer = layer;
    this.segment = segment;
    this.rows = rows;
    this.cores = List.copyOf(cores);
    this.results = List.copyOf(results);
  }
}
