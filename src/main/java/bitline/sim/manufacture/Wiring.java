package bitline.sim.manufacture;

import bitline.base.Problem;
import bitline.cell.Levels;
import bitline.chip.Array;
import bitline.chip.Wires;
import bitline.program.ArrayLayer;
import bitline.program.RowGroup;
import bitline.program.Tile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/// The wires of a chip's arrays: what they leave of the currents of a layer's cells. What a device
/// is worth becomes what reaches the sensed ends of its column, within the error of
/// [bitline.sim.wire.IrDrop#approximation].
///
/// Solved by themselves are the rows of an array that conduct together and the columns that hold
/// the layer there. All other rows and columns draw nothing: access transistors cut off rows that
/// are not active, columns of other layers are not selected, and rows and columns without weights
/// only lengthen the way. Matrices of a grouped layer that share active rows are solved together; a
/// cell between them holds digit 0.
final class Wiring {
  /// Share of the steps in which a row is on, of inputs that nobody has counted.
  private static final double UNKNOWN = 0.5;

  private final Wires wires;
  private final Array array;
  private final Levels levels;
  private final Map<String, Double> rowsOn;

  /// Matrices that share rows and were drawn with another one, until they are asked for.
  private final ConcurrentHashMap<Band, Map<Integer, Drawn>> solved = new ConcurrentHashMap<>();

  /// @param levels of the devices at the chip's age
  /// @param rowsOn by node: the share of steps in which a row is on, where that is known
  Wiring(Wires wires, Array array, Levels levels, Map<String, Double> rowsOn) {
    this.wires = wires;
    this.array = array;
    this.levels = levels;
    this.rowsOn = rowsOn;
  }

  /// The devices of one matrix in a row group.
  ///
  /// @param saturation of their sums; null where sums do not saturate
  record Drawn(Worth positive, Worth negative, @Nullable Saturation saturation) {}

  /// Where the sums of drawn devices are to be told of saturation.
  @Nullable Saturation saturation(int places) {
    return wires.supply() == Wires.Supply.SOURCE_LINE ? Saturation.of(places) : null;
  }

  /// A matrix in a row group, and one of its tiles.
  record Piece(Tile tile, Drawn drawn) {}

  /// Active rows of one array that conduct together.
  private record Band(String node, int array, int weightSet, int number) {
    static Band of(ArrayLayer layer, Tile tile, RowGroup rows) {
      int row = tile.row() + rows.from() - tile.fromRow();
      return new Band(layer.node(), tile.array(), tile.weightSet(), row / layer.activeRows());
    }
  }

  /// The devices of a matrix in a row group, worth what reaches the sensed ends.
  ///
  /// @param draw draws the devices of any of the layer's matrices in these rows
  Drawn reaching(ArrayLayer layer, int group, RowGroup rows, IntFunction<Drawn> draw) {
    List<Tile> tiles = new ArrayList<>();
    for (Tile tile : layer.tiles()) {
      if (tile.group() == group && tile.fromRow() <= rows.from() && rows.from() < tile.toRow()) {
        tiles.add(tile);
      }
    }
    if (tiles.isEmpty()) {
      throw new IllegalStateException("no tile holds " + rows + " of " + layer.node());
    }
    if (tiles.size() == 1) {
      Band band = Band.of(layer, tiles.getFirst(), rows);
      List<Tile> together =
          layer.tiles().stream().filter(t -> Band.of(layer, t, rows).equals(band)).toList();
      if (together.size() > 1) {
        return shared(layer, group, rows, band, together, draw);
      }
    }
    Drawn drawn = draw.apply(group);
    for (Tile tile : tiles) {
      solve(layer, rows, List.of(new Piece(tile, drawn)));
    }
    return drawn;
  }

  private Drawn shared(
      ArrayLayer layer,
      int group,
      RowGroup rows,
      Band band,
      List<Tile> tiles,
      IntFunction<Drawn> draw) {
    while (true) {
      Map<Integer, Drawn> matrices =
          solved.computeIfAbsent(
              band,
              _ -> {
                List<Piece> pieces = new ArrayList<>();
                tiles.forEach(tile -> pieces.add(new Piece(tile, draw.apply(tile.group()))));
                solve(layer, rows, pieces);
                Map<Integer, Drawn> all = new ConcurrentHashMap<>();
                pieces.forEach(piece -> all.put(piece.tile.group(), piece.drawn));
                return all;
              });
      Drawn drawn = matrices.remove(group);
      if (drawn == null || matrices.isEmpty()) {
        solved.remove(band, matrices);
      }
      if (drawn != null) {
        return drawn;
      }
    }
  }

  private void solve(ArrayLayer layer, RowGroup rows, List<Piece> pieces) {
    try {
      double on = rowsOn.getOrDefault(layer.node(), UNKNOWN);
      new WiredRows(wires, array, levels, layer.coding(), rows, pieces, on).reach();
    } catch (Problem problem) {
      throw Problem.at("node '" + layer.node() + "'", problem.getMessage());
    }
  }
}
