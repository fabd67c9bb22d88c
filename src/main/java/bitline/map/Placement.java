package bitline.map;

import bitline.chip.Array;
import bitline.program.Coding;
import bitline.program.RowGroup;
import bitline.program.Tile;
import bitline.program.Unrolling;
import java.util.ArrayList;
import java.util.List;

/// Cuts a layer's matrices into tiles that fit an array and lays them into one array's weight place after another. Each
/// layer starts in a place of its own.
///
/// A matrix larger than an array is cut into rows × columns of tiles. The matrices of a grouped or depthwise layer, when
/// small, lie on the diagonal: side by side inside a group of active rows, where each needs rows and columns of its own,
/// and one below another in the next group, which conducts at another time and may use the same columns again.
final class Placement {
  /// Tiles whose `array` counts weight places from 0; the mapper turns places into arrays and weight sets.
  record Layout(List<RowGroup> rowGroups, List<Tile> tiles, int places) {}

  private Placement() {}

  /// The layout, or null when not even one weight fits in a row.
  static @org.jspecify.annotations.Nullable Layout of(Unrolling unrolling, Coding coding, Array array) {
    int digits = coding.weightDigits().size();
    int across = array.columns() / digits;
    if (across == 0) {
      return null;
    }
    boolean small = unrolling.rows() <= array.inputRows() && unrolling.columns() <= across;
    return unrolling.groups() > 1 && small
        ? diagonal(unrolling, digits, across, array)
        : grid(unrolling, digits, across, array);
  }

  private static Layout grid(Unrolling unrolling, int digits, int across, Array array) {
    List<RowGroup> rowGroups = new ArrayList<>();
    List<Tile> tiles = new ArrayList<>();
    int rows = unrolling.rows();
    int columns = unrolling.columns();
    for (int row = 0; row < rows; row += array.inputRows()) {
      int end = Math.min(rows, row + array.inputRows());
      for (int from = row; from < end; from += array.activeInputRows()) {
        rowGroups.add(new RowGroup(from, Math.min(end, from + array.activeInputRows())));
      }
    }
    int place = 0;
    for (int group = 0; group < unrolling.groups(); group++) {
      for (int row = 0; row < rows; row += array.inputRows()) {
        for (int column = 0; column < columns; column += across) {
          int endRow = Math.min(rows, row + array.inputRows());
          int endColumn = Math.min(columns, column + across);
          tiles.add(new Tile(place++, 0, group, row, endRow, column, endColumn, 0, 0));
        }
      }
    }
    return new Layout(rowGroups, tiles, place);
  }

  private static Layout diagonal(Unrolling unrolling, int digits, int across, Array array) {
    int rows = unrolling.rows();
    int columns = unrolling.columns();
    int active = array.activeInputRows();
    List<RowGroup> rowGroups = new ArrayList<>();
    for (int from = 0; from < rows; from += active) {
      rowGroups.add(new RowGroup(from, Math.min(rows, from + active)));
    }
    int bandRows = Math.ceilDiv(rows, active) * active;
    int inBand = rows <= active ? Math.min(active / rows, across / columns) : 1;
    int bands = Math.max(1, array.inputRows() / bandRows);
    int each = inBand * bands;
    List<Tile> tiles = new ArrayList<>();
    for (int group = 0; group < unrolling.groups(); group++) {
      int slot = group % each;
      int band = slot / inBand;
      int block = slot % inBand;
      tiles.add(
          new Tile(
              group / each, 0, group, 0, rows, 0, columns, band * bandRows + block * rows, block * columns * digits));
    }
    return new Layout(rowGroups, tiles, Math.ceilDiv(unrolling.groups(), each));
  }
}
