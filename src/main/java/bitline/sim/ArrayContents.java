package bitline.sim;

import bitline.chip.Chip;
import bitline.program.ArrayLayer;
import bitline.program.Coding;
import bitline.program.Digit;
import bitline.program.Program;
import bitline.program.Segment;
import bitline.program.Tile;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// The digits that lie in a chip's arrays while a program runs: each segment's weights are written
/// cell by cell where its tiles say, over whatever lay there, with as many segments ahead as the
/// weight sets allow (a batch begins in the set behind the one in which the last batch ended); then
/// each layer's weights, and those of its copies, are read back out of the cells. Tiles that
/// overlap, lie beyond an array or are overwritten before they have worked give other weights than
/// the layer's.
final class ArrayContents {
  private final Program program;
  private final Chip chip;
  private final int sets;

  /// The cells of one array and weight set, row after row: one after another is looked at.
  private final byte[] cells;

  /// What each place of a layer holds where that is not the layer's weights: by node, then by
  /// number of the place.
  private final Map<String, Map<Integer, int[]>> others = new HashMap<>();

  /// A tile that is written.
  ///
  /// @param place number of the layer's place: 0 for its own, then its copies
  /// @param reads whether it works now, or waits for its segment's turn
  private record Written(ArrayLayer layer, int place, Tile tile, boolean reads) {}

  private ArrayContents(Program program) {
    this.program = program;
    chip = program.chip();
    sets = chip.macro().weightSets();
    cells = new byte[Math.multiplyExact(chip.array().inputRows(), chip.array().columns())];
  }

  /// By node: weights that a place of the layer (itself or a copy) holds when its segment works,
  /// each once; the layer's own where all places hold those.
  static Map<String, List<int[]>> held(Program program) {
    ArrayContents contents = new ArrayContents(program);
    List<Segment> segments = program.segments();
    int shift = segments.stream().mapToInt(contents::setsOf).sum();
    int ahead = contents.ahead();
    for (int s = 0; s < segments.size(); s++) {
      Map<Long, List<Written>> ofArrays = new TreeMap<>();
      contents.write(segments.get(s), 0, true, ofArrays);
      for (int next = s + 1; next < s + ahead && !contents.oversized(segments.get(s)); next++) {
        Segment segment = segments.get(next % segments.size());
        if (!contents.oversized(segment)) {
          contents.write(segment, next < segments.size() ? 0 : shift, false, ofArrays);
        }
      }
      ofArrays.values().forEach(contents::readBack);
    }
    Map<String, List<int[]>> held = new HashMap<>();
    for (ArrayLayer layer : program.layers()) {
      Map<Integer, int[]> other = contents.others.getOrDefault(layer.node(), Map.of());
      if (layer.written() == null) {
        List<int[]> all = new ArrayList<>(other.values());
        if (all.size() < program.places(layer).size()) {
          all.addFirst(layer.weights());
        }
        held.put(layer.node(), all);
      }
    }
    return held;
  }

  private List<ArrayLayer> layers(Segment segment) {
    return program.layers().subList(segment.from(), segment.to());
  }

  /// Whether a layer fills all weight sets more than once: a set is written, works, and makes way.
  private boolean oversized(Segment segment) {
    return layers(segment).stream()
        .anyMatch(layer -> layer.tiles().stream().anyMatch(tile -> tile.weightSet() >= sets));
  }

  private int setsOf(Segment segment) {
    Set<Integer> taken = new HashSet<>();
    layers(segment).forEach(layer -> layer.tiles().forEach(tile -> taken.add(tile.weightSet())));
    return taken.size();
  }

  /// Segments that are on the chip at the same time, where several are.
  private int ahead() {
    int most = program.segments().stream().mapToInt(this::setsOf).max().orElse(1);
    return Math.clamp(sets / most, 1, program.segments().size());
  }

  /// Adds a segment's tiles to those that each array and weight set takes, in their order.
  ///
  /// @param shift weight sets by which the batch begins behind the first one
  private void write(Segment segment, int shift, boolean reads, Map<Long, List<Written>> ofArrays) {
    boolean oversized = oversized(segment);
    for (ArrayLayer layer : layers(segment)) {
      if (layer.written() != null) {
        continue; // filled while the network runs
      }
      List<List<Tile>> places = program.places(layer);
      for (int place = 0; place < places.size(); place++) {
        for (Tile tile : places.get(place)) {
          if (tile.array() >= chip.arrays()) {
            throw new IllegalStateException(tile + " lies beyond the chip");
          }
          int set = oversized ? tile.weightSet() : (tile.weightSet() + shift) % sets;
          ofArrays
              .computeIfAbsent(((long) tile.array() << 32) + set, _ -> new ArrayList<>())
              .add(new Written(layer, place, tile, reads));
        }
      }
    }
  }

  /// Writes what an array takes, one over the other, and reads what works now.
  private void readBack(List<Written> all) {
    all.forEach(written -> write(written.layer, written.tile));
    for (Written written : all) {
      if (written.reads) {
        read(written);
      }
    }
  }

  private void write(ArrayLayer layer, Tile tile) {
    Coding coding = layer.coding();
    int digits = coding.weightDigits().size();
    for (int k = tile.fromRow(); k < tile.toRow(); k++) {
      for (int n = tile.fromColumn(); n < tile.toColumn(); n++) {
        int at = place(tile, k, n, digits);
        int weight = layer.weights()[index(layer, tile, k, n)];
        for (int j = 0; j < digits; j++) {
          cells[at + j] = (byte) coding.cell(weight, j);
        }
      }
    }
  }

  private void read(Written written) {
    ArrayLayer layer = written.layer;
    Tile tile = written.tile;
    Coding coding = layer.coding();
    List<Digit> digits = coding.weightDigits();
    boolean negative = coding.weightCode().subtractsOnBitline();
    for (int k = tile.fromRow(); k < tile.toRow(); k++) {
      for (int n = tile.fromColumn(); n < tile.toColumn(); n++) {
        int at = place(tile, k, n, digits.size());
        int weight = -coding.correction();
        for (int j = 0; j < digits.size(); j++) {
          int stored = negative ? cells[at + j] : cells[at + j] & 0xff;
          weight += stored * digits.get(j).weight();
        }
        int index = index(layer, tile, k, n);
        if (weight != layer.weights()[index]) {
          others.computeIfAbsent(layer.node(), _ -> new HashMap<>())
                  .computeIfAbsent(written.place, _ -> layer.weights().clone())[index] =
              weight;
        }
      }
    }
  }

  private static int index(ArrayLayer layer, Tile tile, int k, int n) {
    var u = layer.unrolling();
    return (tile.group() * u.rows() + k) * u.columns() + n;
  }

  private int place(Tile tile, int k, int n, int digits) {
    int row = tile.row() + k - tile.fromRow();
    int column = tile.column() + (n - tile.fromColumn()) * digits;
    if (row >= chip.array().inputRows() || column + digits > chip.array().columns()) {
      throw new IllegalStateException(tile + " lies beyond its array");
    }
    return row * chip.array().columns() + column;
  }
}
