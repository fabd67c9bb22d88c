package bitline.sim.wire;

import bitline.chip.Wires.Ends;
import org.jspecify.annotations.Nullable;

/// All the lines of one direction as chains of resistors, each with a conductance to elsewhere at
/// every cell; solves them exactly for currents that are fed in at the cells, while the wires of
/// the other direction hold their voltages.
///
/// A chain is folded from its far end into one conductance and one current (Norton) and unfolded
/// again. That is Thomas' algorithm without its subtractions: with currents of one sign nothing
/// cancels, and a resistance of 0 needs no exception.
final class Lines {
  private final int lines;
  private final int length;

  /// Distance in memory of neighbours on a line, and of the first cells of neighbouring lines.
  private final int along;

  private final int across;

  /// Where a line's first folded-to cell is; lines that are connected at their last end only run
  /// backwards from there.
  private final int start;

  private final int step;
  private final double pitch;
  private final double terminal;
  private final boolean farEnd;

  /// For each cell 1 / (1 + resistance towards the start × conductance seen from there).
  private final double[] fold;

  private Lines(
      double[] load,
      int lines,
      int length,
      int along,
      Ends ends,
      double pitch,
      double terminalOhms) {
    this.lines = lines;
    this.length = length;
    this.along = along;
    this.across = along == 1 ? length : 1;
    this.start = ends == Ends.LAST ? (length - 1) * along : 0;
    this.step = ends == Ends.LAST ? -along : along;
    this.pitch = pitch;
    this.terminal = pitch + terminalOhms;
    // without any resistance the two ends are one
    this.farEnd = ends == Ends.BOTH && terminal > 0;
    this.fold = new double[load.length];
    for (int line = 0; line < lines; line++) {
      double seen = farEnd ? 1 / terminal : 0;
      for (int k = length - 1; k >= 0; k--) {
        int at = line * across + start + k * step;
        seen += load[at];
        fold[at] = 1 / (1 + (k == 0 ? terminal : pitch) * seen);
        seen *= fold[at];
      }
    }
  }

  /// @param load conductance at each cell, row-major
  static Lines alongRows(
      double[] load, int rows, int columns, Ends ends, double pitch, double terminal) {
    return new Lines(load, rows, columns, 1, ends, pitch, terminal);
  }

  /// @param load conductance at each cell, row-major
  static Lines alongColumns(
      double[] load, int rows, int columns, Ends ends, double pitch, double terminal) {
    return new Lines(load, columns, rows, columns, ends, pitch, terminal);
  }

  int lines() {
    return lines;
  }

  /// Replaces currents fed in at the cells by the cells' voltages, all terminals at 0 V.
  void solve(double[] cells) {
    fold(cells, null);
    unfold(cells, null);
  }

  /// The same with each line's terminals at a voltage.
  void solve(double[] cells, double[] voltages) {
    fold(cells, voltages);
    unfold(cells, voltages);
  }

  /// The current that leaves each line by its terminals, all at 0 V; `cells` holds the currents
  /// that are fed in, and the voltages afterwards.
  double[] collect(double[] cells) {
    fold(cells, null);
    double[] out = new double[lines];
    for (int line = 0; line < lines; line++) {
      int first = line * across + start;
      out[line] = fold[first] * cells[first];
    }
    unfold(cells, null);
    if (farEnd) {
      for (int line = 0; line < lines; line++) {
        out[line] += cells[line * across + start + (length - 1) * step] / terminal;
      }
    }
    return out;
  }

  /// Moves currents that are fed in to each line's first cell where the wire between cells has no
  /// resistance, so that it makes no difference: the voltages they cause stay the same.
  void gather(double[] cells) {
    if (pitch > 0) {
      return;
    }
    for (int line = 0; line < lines; line++) {
      int first = line * across + start;
      for (int k = 1; k < length; k++) {
        cells[first] += cells[first + k * step];
        cells[first + k * step] = 0;
      }
    }
  }

  /// Turns fed-in currents into the current of each cell's Norton equivalent of all that lies
  /// beyond it.
  private void fold(double[] cells, double @Nullable [] voltages) {
    if (farEnd && voltages != null) {
      for (int line = 0; line < lines; line++) {
        cells[line * across + start + (length - 1) * step] += voltages[line] / terminal;
      }
    }
    if (along == 1) {
      int line = 0;
      for (; line + 4 <= lines; line += 4) {
        foldFour(cells, line * across + start);
      }
      for (; line < lines; line++) {
        int at = line * across + start + (length - 1) * step;
        for (int k = length - 1; k > 0; k--, at -= step) {
          cells[at - step] += fold[at] * cells[at];
        }
      }
      return;
    }
    for (int k = length - 1; k > 0; k--) {
      int from = start + k * step;
      int to = from - step;
      for (int line = 0; line < lines; line++) {
        cells[to + line] += fold[from + line] * cells[from + line];
      }
    }
  }

  /// Turns what [#fold] left into voltages.
  private void unfold(double[] cells, double @Nullable [] voltages) {
    if (along == 1) {
      int line = 0;
      for (; line + 4 <= lines; line += 4) {
        unfoldFour(cells, voltages, line);
      }
      for (; line < lines; line++) {
        double v = voltages == null ? 0 : voltages[line];
        int at = line * across + start;
        for (int k = 0; k < length; k++, at += step) {
          v = fold[at] * (v + (k == 0 ? terminal : pitch) * cells[at]);
          cells[at] = v;
        }
      }
      return;
    }
    for (int line = 0; line < lines; line++) {
      int at = start + line;
      double v = voltages == null ? 0 : voltages[line];
      cells[at] = fold[at] * (v + terminal * cells[at]);
    }
    for (int k = 1; k < length; k++) {
      int to = start + k * step;
      int from = to - step;
      for (int line = 0; line < lines; line++) {
        cells[to + line] = fold[to + line] * (cells[from + line] + pitch * cells[to + line]);
      }
    }
  }

  /// Each row is a chain in which one result waits for the one before; four at a time hide that.
  private void foldFour(double[] cells, int first) {
    int a = first + (length - 1) * step;
    int b = a + across;
    int c = b + across;
    int d = c + across;
    double ca = cells[a];
    double cb = cells[b];
    double cc = cells[c];
    double cd = cells[d];
    for (int k = length - 1; k > 0; k--) {
      ca = cells[a - step] + fold[a] * ca;
      cb = cells[b - step] + fold[b] * cb;
      cc = cells[c - step] + fold[c] * cc;
      cd = cells[d - step] + fold[d] * cd;
      a -= step;
      b -= step;
      c -= step;
      d -= step;
      cells[a] = ca;
      cells[b] = cb;
      cells[c] = cc;
      cells[d] = cd;
    }
  }

  private void unfoldFour(double[] cells, double @Nullable [] voltages, int line) {
    int a = line * across + start;
    int b = a + across;
    int c = b + across;
    int d = c + across;
    double va = voltages == null ? 0 : voltages[line];
    double vb = voltages == null ? 0 : voltages[line + 1];
    double vc = voltages == null ? 0 : voltages[line + 2];
    double vd = voltages == null ? 0 : voltages[line + 3];
    double ohms = terminal;
    for (int k = 0; k < length; k++) {
      va = fold[a] * (va + ohms * cells[a]);
      vb = fold[b] * (vb + ohms * cells[b]);
      vc = fold[c] * (vc + ohms * cells[c]);
      vd = fold[d] * (vd + ohms * cells[d]);
      cells[a] = va;
      cells[b] = vb;
      cells[c] = vc;
      cells[d] = vd;
      a += step;
      b += step;
      c += step;
      d += step;
      ohms = pitch;
    }
  }
}
