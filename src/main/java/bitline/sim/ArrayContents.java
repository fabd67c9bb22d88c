package bitline.sim;

import bitline.chip.Chip;
import bitline.program.ArrayLayer;
import bitline.program.Coding;
import bitline.program.Digit;
import bitline.program.Program;
import bitline.program.Segment;
import bitline.program.Tile;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The digits that lie in a chip's arrays while a program runs: each segment's weights are written
/// cell by cell where its tiles say, over whatever lay there, with as many segments ahead as the
/// weight sets allow (a batch begins in the set behind the one in which the last batch ended); then
/// each layer's weights, and those of its copies, are read back out of the cells. Tiles that
/// overlap, lie beyond an array or are overwritten before they have worked give other weights than
/// the layer's. Of activations that are written while it runs it is only checked that nothing else
/// lies in their cells.
final class ArrayContents {
  private final Program program;
  private final Chip chip;
  private final int sets;

  /// By array and weight set: cells, row after row.
  private final Map<Integer, byte[]> cells = new HashMap<>();

  private ArrayContents(Program program) {
    this.program = program;
    chip = program.chip();
    sets = chip.macro().weightSets();
  }

  /// By node: the layer's weights as each place of it (the layer and its copies) holds them when
  /// its segment works.
  static Map<String, List<int[]>> held(Program program) {
    ArrayContents contents = new ArrayContents(program);
    Map<String, List<int[]>> held = new HashMap<>();
    List<Segment> segments = program.segments();
    int ahead = contents.ahead();
    int shift = segments.stream().mapToInt(contents::setsOf).sum();
    for (int s = 0; s < segments.size(); s++) {
      if (contents.oversized(segments.get(s))) {
        ArrayLayer layer = program.layers().get(segments.get(s).from());
        held.put(layer.node(), List.of(contents.inTurns(layer)));
        continue;
      }
      for (int next = s; next < s + ahead; next++) {
        Segment segment = segments.get(next % segments.size());
        if (!contents.oversized(segment)) {
          contents.write(segment, next < segments.size() ? 0 : shift);
        }
      }
      for (ArrayLayer layer : contents.layers(segments.get(s))) {
        if (layer.written() != null) {
          continue; // filled while the network runs
        }
        if (layer.written() != null) {
          contents.checkApart(layer);
          continue;
        }
        List<int[]> copies = new ArrayList<>();
        for (List<Tile> tiles : program.places(layer)) {
          int[] weights = new int[layer.weights().length];
          tiles.forEach(tile -> contents.read(layer, tile, weights));
          copies.add(weights);
        }
        held.put(layer.node(), copies);
      }
    }
    return held;
  }

  /// What lies in a layer's cells; for an activation something that tells its places apart.
  private static int[] values(ArrayLayer layer) {
    if (layer.written() == null) {
      return layer.weights();
    }
    var u = layer.unrolling();
    int[] values = new int[u.groups() * u.rows() * u.columns()];
    int range = 1 << layer.coding().weightBits();
    for (int i = 0; i < values.length; i++) {
      values[i] = Math.floorMod(i * 37, range) - range / 2;
    }
    return values;
  }

  private void checkApart(ArrayLayer layer) {
    int[] read = new int[values(layer).length];
    layer.tiles().forEach(tile -> read(layer, tile, read));
    if (!Arrays.equals(read, values(layer))) {
      throw new IllegalStateException("something else lies in the cells of " + layer.node());
    }
  }

  private List<ArrayLayer> layers(Segment segment) {
    return program.layers().subList(segment.from(), segment.to());
  }

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

  /// A layer that fills all weight sets more than once: a set is written, works, and makes way.
  private int[] inTurns(ArrayLayer layer) {
    int[] weights = new int[layer.weights().length];
    Map<Integer, List<Tile>> turns = new HashMap<>();
    List<Integer> order = new ArrayList<>();
    for (Tile tile : layer.tiles()) {
      turns
          .computeIfAbsent(
              tile.weightSet(),
              set -> {
                order.add(set);
                return new ArrayList<>();
              })
          .add(tile);
    }
    for (int set : order) {
      List<Tile> tiles = turns.getOrDefault(set, List.of());
      tiles.forEach(tile -> write(layer, tile, 0));
      tiles.forEach(tile -> read(layer, tile, weights));
    }
    return weights;
  }

  private void write(Segment segment, int shift) {
    for (ArrayLayer layer : layers(segment)) {
      if (layer.written() == null) {
        program.places(layer).forEach(tiles -> tiles.forEach(tile -> write(layer, tile, shift)));
      }
    }
  }

  /// @param shift weight sets by which the batch begins behind the first one
  private void write(ArrayLayer layer, Tile tile, int shift) {
    byte[] array = array(tile, shift);
    Coding coding = layer.coding();
    int digits = coding.weightDigits().size();
    int[] values = values(layer);
    for (int k = tile.fromRow(); k < tile.toRow(); k++) {
      for (int n = tile.fromColumn(); n < tile.toColumn(); n++) {
        int at = place(tile, k, n, digits);
        int weight = values[index(layer, tile, k, n)];
        for (int j = 0; j < digits; j++) {
          array[at + j] = (byte) coding.cell(weight, j);
        }
      }
    }
  }

  private void read(ArrayLayer layer, Tile tile, int[] weights) {
    byte[] array = array(tile, 0);
    Coding coding = layer.coding();
    List<Digit> digits = coding.weightDigits();
    for (int k = tile.fromRow(); k < tile.toRow(); k++) {
      for (int n = tile.fromColumn(); n < tile.toColumn(); n++) {
        int at = place(tile, k, n, digits.size());
        int weight = -coding.correction();
        for (int j = 0; j < digits.size(); j++) {
          Digit digit = digits.get(j);
          int stored = array[at + j];
          boolean negative = coding.weightCode().subtractsOnBitline();
          weight += (negative ? stored : stored & 0xff) * digit.weight();
        }
        weights[index(layer, tile, k, n)] = weight;
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

  private byte[] array(Tile tile, int shift) {
    if (tile.array() >= chip.arrays()) {
      throw new IllegalStateException(tile + " lies beyond the chip");
    }
    int set = (tile.weightSet() + shift) % sets;
    int size = Math.multiplyExact(chip.array().inputRows(), chip.array().columns());
    return cells.computeIfAbsent(tile.array() * sets + set, _ -> new byte[size]);
  }
}
