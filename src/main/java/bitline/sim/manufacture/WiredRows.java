package bitline.sim.manufacture;

import bitline.cell.Levels;
import bitline.chip.Array;
import bitline.chip.Wires;
import bitline.chip.Wires.Ends;
import bitline.program.Coding;
import bitline.program.Coding.WeightCode;
import bitline.program.RowGroup;
import bitline.program.Tile;
import bitline.sim.manufacture.Wiring.Piece;
import bitline.sim.wire.Approximation;
import bitline.sim.wire.IrDrop;
import bitline.sim.wire.WireNetwork;
import java.util.Arrays;
import java.util.List;

/// Rows of one array that conduct together, as a network of wires and devices.
///
/// Places count devices: a pair inside a cell has two column wires side by side and half a pitch of
/// the input line each, a pair of rows is two rows with opposite voltages. Where single devices
/// conduct at digit 0, a reference column of such devices stands beside the last column, on the
/// same wires as the others; what reaches its end is taken off every column.
final class WiredRows {
  private final Levels levels;
  private final int digits;
  private final RowGroup rows;
  private final List<Piece> pieces;

  /// Share of the steps in which a row is on.
  private final double on;

  /// Devices of a weight digit that lie in rows, and in columns.
  private final int below;

  private final int beside;
  private final Span tall;
  private final Span wide;

  /// Place of the reference column; −1 where there is none.
  private final int reference;

  private final int columns;
  private final WireNetwork net;

  /// What is solved of one direction: places `from` to `to` of the array's, with the resistance
  /// between either end and the terminal there.
  private record Span(int from, int to, double terminal) {
    /// @param first the first place that conducts
    /// @param last one past the last
    static Span of(int first, int last, int length, Ends ends, double pitch, double terminal) {
      int end = Math.max(length, last);
      return switch (ends) {
        case FIRST -> new Span(first, last, terminal + first * pitch);
        case LAST -> new Span(first, last, terminal + (end - last) * pitch);
        case BOTH -> new Span(0, end, terminal);
      };
    }

    int length() {
      return to - from;
    }
  }

  WiredRows(
      Wires wires,
      Array array,
      Levels levels,
      Coding coding,
      RowGroup rows,
      List<Piece> pieces,
      double on) {
    this.levels = levels;
    this.digits = coding.weightDigits().size();
    this.rows = rows;
    this.pieces = pieces;
    this.on = on;
    below = coding.weightCode() == WeightCode.PAIR_OF_ROWS ? 2 : 1;
    beside = coding.weightCode() == WeightCode.PAIR_IN_CELL ? 2 : 1;
    int top = Integer.MAX_VALUE;
    int bottom = 0;
    int left = Integer.MAX_VALUE;
    int right = 0;
    for (Piece piece : pieces) {
      Tile tile = piece.tile();
      top = Math.min(top, row(tile, rows.from(), false));
      bottom = Math.max(bottom, row(tile, rows.to() - 1, below == 2) + 1);
      left = Math.min(left, column(tile, tile.fromColumn(), 0, false));
      right = Math.max(right, column(tile, tile.toColumn() - 1, digits - 1, beside == 2) + 1);
    }
    boolean pairs = coding.weightCode().subtractsOnBitline();
    reference = pairs || levels.conductance(0) == 0 ? -1 : right++;
    boolean across = wires.supply() == Wires.Supply.INPUT_LINE;
    double columnPitch = wires.columnResistance();
    double supplyPitch = wires.supplyResistance() / (across ? beside : 1);
    tall = Span.of(top, bottom, array.rows(), wires.sensed(), columnPitch, wires.senseResistance());
    Span supplied =
        across
            ? Span.of(
                left,
                right,
                array.columns() * beside,
                wires.driven(),
                supplyPitch,
                wires.driverResistance())
            : Span.of(
                top, bottom, array.rows(), wires.driven(), supplyPitch, wires.driverResistance());
    wide = across ? supplied : new Span(left, right, 0);
    columns = wide.length();
    net =
        new WireNetwork(
            tall.length(),
            columns,
            wires.supply(),
            wires.driven(),
            wires.sensed(),
            supplyPitch,
            columnPitch,
            supplied.terminal,
            tall.terminal);
  }

  /// Works out what the wires take of what each device is worth.
  void reach() {
    double[] conductance = conductances();
    Approximation wired = IrDrop.approximation(net, conductance, inputs());
    double[] reached = wired.conductance();
    for (Piece piece : pieces) {
      reach(piece, piece.drawn().positive(), false, conductance, reached);
      reach(piece, piece.drawn().negative(), true, conductance, reached);
      Saturation saturation = piece.drawn().saturation();
      if (saturation != null) {
        saturate(piece, wired, saturation);
      }
    }
  }

  private void saturate(Piece piece, Approximation wired, Saturation saturation) {
    Tile tile = piece.tile();
    for (int n = tile.fromColumn(); n < tile.toColumn(); n++) {
      for (int j = 0; j < digits; j++) {
        int column = column(tile, n, j, false) - wide.from;
        int taken = beside == 2 ? column + 1 : reference < 0 ? -1 : reference - wide.from;
        var moments = new Saturation.Moments(on);
        for (int k = rows.from(); k < rows.to(); k++) {
          int row = (row(tile, k, false) - tall.from) * columns;
          double take = taken < 0 ? 0 : wired.conductance()[row + taken];
          moments.row(wired.conductance()[row + column], take);
        }
        int place = place(piece.drawn().positive(), rows.from(), n, j);
        saturation.set(place, wired, levels.step(), column, taken, beside == 2, moments);
      }
    }
  }

  private int row(Tile tile, int k, boolean negative) {
    return (tile.row() + k - tile.fromRow()) * below + (negative && below == 2 ? 1 : 0);
  }

  private int column(Tile tile, int n, int j, boolean negative) {
    return (tile.column() + (n - tile.fromColumn()) * digits + j) * beside
        + (negative && beside == 2 ? 1 : 0);
  }

  private int at(Tile tile, int k, int n, int j, boolean negative) {
    return (row(tile, k, negative) - tall.from) * columns
        + column(tile, n, j, negative)
        - wide.from;
  }

  /// A conductance for each place: none where nothing is selected, digit 0's where no weight lies.
  private double[] conductances() {
    double[] conductance = new double[net.rows() * columns];
    boolean[] selected = new boolean[net.rows()];
    boolean[] used = new boolean[columns];
    for (Piece piece : pieces) {
      Tile tile = piece.tile();
      int from = row(tile, rows.from(), false) - tall.from;
      Arrays.fill(selected, from, from + rows.rows() * below, true);
      int left = column(tile, tile.fromColumn(), 0, false) - wide.from;
      int right = column(tile, tile.toColumn(), 0, false) - wide.from;
      Arrays.fill(used, left, right, true);
    }
    if (reference >= 0) {
      used[reference - wide.from] = true;
    }
    double empty = levels.conductance(0);
    for (int i = 0; i < conductance.length; i++) {
      conductance[i] = selected[i / columns] && used[i % columns] ? empty : 0;
    }
    for (Piece piece : pieces) {
      lay(piece, piece.drawn().positive(), false, conductance);
      lay(piece, piece.drawn().negative(), true, conductance);
    }
    return conductance;
  }

  private void lay(Piece piece, Worth worth, boolean negative, double[] conductance) {
    Tile tile = piece.tile();
    for (int k = rows.from(); worth.places() > 0 && k < rows.to(); k++) {
      for (int n = tile.fromColumn(); n < tile.toColumn(); n++) {
        for (int j = 0; j < digits; j++) {
          conductance[at(tile, k, n, j, negative)] =
              levels.conductance(worth.value()[place(worth, k, n, j)]);
        }
      }
    }
  }

  private int place(Worth worth, int k, int n, int j) {
    return (k - rows.from()) * worth.places() + j * (worth.places() / digits) + n;
  }

  /// The mean input of each row.
  private double[] inputs() {
    double[] mean = new double[net.rows()];
    for (Piece piece : pieces) {
      for (int k = rows.from(); k < rows.to(); k++) {
        mean[row(piece.tile(), k, false) - tall.from] = on;
        if (below == 2) {
          mean[row(piece.tile(), k, true) - tall.from] = -on;
        }
      }
    }
    return mean;
  }

  private void reach(
      Piece piece, Worth worth, boolean negative, double[] conductance, double[] reached) {
    Tile tile = piece.tile();
    for (int k = rows.from(); worth.places() > 0 && k < rows.to(); k++) {
      double taken = 0; // off the reference
      if (reference >= 0) {
        int at = (row(tile, k, negative) - tall.from) * columns + reference - wide.from;
        taken = conductance[at] - reached[at];
      }
      for (int n = tile.fromColumn(); n < tile.toColumn(); n++) {
        for (int j = 0; j < digits; j++) {
          int at = at(tile, k, n, j, negative);
          int place = place(worth, k, n, j);
          double lost = conductance[at] - reached[at];
          worth.lost()[place] = (lost - taken) / levels.step();
          if (worth.noisy() && lost != 0) {
            double share = reached[at] / conductance[at];
            worth.variance()[place] *= share * share;
          }
        }
      }
    }
  }
}
