package bitline.program;

import bitline.chip.Chip;
import bitline.graph.ConvGeometry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/// What a layer on arrays moves in and between cores for one picture. `places` are those of the
/// layer and its copies, among which its vectors are shared.
public final class LayerTraffic {
  /// Bytes of a partial sum between cores: 32 bits. Assumed.
  private static final double SUM_BYTES = 4;

  private LayerTraffic() {}

  /// Partial sums of a picture on their way from core to core.
  public record Sums(int from, int to, double bytes) {}

  private record Span(int group, int fromRow, int toRow) {
    int rows() {
      return toRow - fromRow;
    }
  }

  /// Rows of a copy's matrices that each core holds.
  private static SortedMap<Integer, Set<Span>> spans(List<Tile> place, Chip chip) {
    SortedMap<Integer, Set<Span>> spans = new TreeMap<>();
    for (Tile tile : place) {
      spans
          .computeIfAbsent(core(tile, chip), _ -> new HashSet<>())
          .add(new Span(tile.group(), tile.fromRow(), tile.toRow()));
    }
    return spans;
  }

  /// By core: the share of each row of a layer's input that its arrays need. Copies get
  /// neighbouring vectors of a row each, so that each needs only the part of the row under their
  /// windows.
  ///
  /// @param places of the layer and its copies
  public static SortedMap<Integer, Double> needs(
      ArrayLayer layer, List<List<Tile>> places, Chip chip) {
    double all = (double) layer.unrolling().groups() * layer.unrolling().rows();
    double part = part(layer.unrolling(), places.size());
    SortedMap<Integer, Double> needs = new TreeMap<>();
    for (List<Tile> place : places) {
      spans(place, chip)
          .forEach((core, spans) -> {
            int rows = spans.stream().mapToInt(Span::rows).sum();
            needs.merge(core, rows / all * part, (a, b) -> Math.min(1, a + b));
          });
    }
    return needs;
  }

  /// The part of a row that one of several copies needs.
  private static double part(Unrolling unrolling, int copies) {
    if (!(unrolling instanceof Unrolling.Convolution c)) {
      return 1.0 / copies;
    }
    ConvGeometry g = c.geometry();
    int across = g.kernel().size() - 1;
    double outputs = Math.ceil((double) g.output().get(across) / copies);
    int span = (g.kernel().get(across) - 1) * g.dilations().get(across) + 1;
    return Math.min(1, ((outputs - 1) * g.strides().get(across) + span) / g.input().get(across));
  }

  /// Bytes of input vectors that the core reads that reads most: every place outputs are computed
  /// from is read again for each of them.
  public static double read(ArrayLayer layer, List<List<Tile>> places, Chip chip) {
    return readBy(layer, places, chip).values().stream().mapToDouble(b -> b).max().orElse(0);
  }

  /// The same of all cores together.
  public static double readByAll(ArrayLayer layer, List<List<Tile>> places, Chip chip) {
    double sum = 0;
    for (double bytes : readBy(layer, places, chip).values()) {
      sum += bytes;
    }
    return sum;
  }

  private static SortedMap<Integer, Double> readBy(
      ArrayLayer layer, List<List<Tile>> places, Chip chip) {
    double inputBytes = layer.coding().inputBits() / 8.0;
    double vectors = vectors(layer, places);
    SortedMap<Integer, Double> bytes = new TreeMap<>();
    for (List<Tile> place : places) {
      spans(place, chip)
          .forEach((core, held) -> {
            double rows = held.stream().mapToInt(Span::rows).sum();
            bytes.merge(core, rows * vectors * inputBytes, Double::sum);
          });
    }
    return bytes;
  }

  /// Bytes that pass the edges of a layer's arrays for one picture, its weights staying inside:
  /// each array takes the inputs of its rows and gives sums of its columns, once a row group.
  public static double throughArrays(ArrayLayer layer, List<List<Tile>> places) {
    double inputBytes = layer.coding().inputBits() / 8.0;
    double vectors = vectors(layer, places);
    double bytes = 0;
    for (List<Tile> place : places) {
      for (Tile tile : place) {
        int rows = tile.toRow() - tile.fromRow();
        double sums = Math.ceilDiv(rows, layer.activeRows());
        double columns = (tile.toColumn() - tile.fromColumn()) * sums;
        bytes += vectors * (rows * inputBytes + columns * SUM_BYTES);
      }
    }
    return bytes;
  }

  /// Partial sums that arrays in other cores send to the core that has the first rows of the same
  /// columns, one entry a block of weights.
  public static List<Sums> partialSums(ArrayLayer layer, List<List<Tile>> places, Chip chip) {
    record Columns(int group, int from) {}
    double vectors = vectors(layer, places);
    List<Sums> sums = new ArrayList<>();
    for (List<Tile> place : places) {
      Map<Columns, Tile> first = new HashMap<>();
      for (Tile tile : place) {
        first.merge(
            new Columns(tile.group(), tile.fromColumn()),
            tile,
            (a, b) -> a.fromRow() <= b.fromRow() ? a : b);
      }
      for (Tile tile : place) {
        Tile home = first.getOrDefault(new Columns(tile.group(), tile.fromColumn()), tile);
        if (core(tile, chip) != core(home, chip)) {
          double bytes = (tile.toColumn() - tile.fromColumn()) * vectors * SUM_BYTES;
          sums.add(new Sums(core(tile, chip), core(home, chip), bytes));
        }
      }
    }
    return sums;
  }

  /// Cores that have the first rows of some columns, in which partial sums come together.
  public static List<Integer> sumsMeet(List<List<Tile>> places, Chip chip) {
    TreeSet<Integer> cores = new TreeSet<>();
    for (List<Tile> place : places) {
      for (Tile tile : place) {
        if (tile.fromRow() == 0) {
          cores.add(core(tile, chip));
        }
      }
    }
    return List.copyOf(cores);
  }

  private static double vectors(ArrayLayer layer, List<List<Tile>> places) {
    return (double) layer.unrolling().vectors() / places.size();
  }

  private static int core(Tile tile, Chip chip) {
    return tile.array() / chip.core().macros();
  }
}
