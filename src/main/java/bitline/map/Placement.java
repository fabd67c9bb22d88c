package bitline.map;

import bitline.chip.Array;
import bitline.chip.Macro;
import bitline.program.Coding;
import bitline.program.RowGroup;
import bitline.program.Unrolling;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Cuts a layer's matrices into blocks no larger than an array.
///
/// A matrix larger than an array is cut into rows × columns of blocks. The matrices of a grouped or
/// depthwise layer, when small, lie on the diagonal: side by side inside a group of active rows,
/// where each needs rows and columns of its own, and one below another in the next group, which
/// conducts at another time and may use the same columns again.
final class Placement {
  /// Part of one group's matrix, at a row (of weights) and cell column of its block.
  record Piece(
      int group, int fromRow, int toRow, int fromColumn, int toColumn, int row, int column) {}

  /// What is laid into an array as a whole.
  ///
  /// @param rows of weights
  /// @param columns of cells
  record Block(int rows, int columns, List<Piece> pieces) {}

  /// The blocks of a layer, and the matrix rows that are summed at once.
  record Layout(List<RowGroup> rowGroups, List<Block> blocks) {}

  private Placement() {}

  /// The layout, or null when not even one weight fits in a row.
  ///
  /// @param macro of which all arrays are
  static @Nullable Layout of(Unrolling unrolling, Coding coding, Macro macro) {
    Array array = macro.array();
    int digits = coding.weightDigits().size() + macro.carryColumns();
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
    List<Block> blocks = new ArrayList<>();
    int rows = unrolling.rows();
    int columns = unrolling.columns();
    for (int row = 0; row < rows; row += array.inputRows()) {
      int end = Math.min(rows, row + array.inputRows());
      for (int from = row; from < end; from += array.activeInputRows()) {
        rowGroups.add(new RowGroup(from, Math.min(end, from + array.activeInputRows())));
      }
    }
    for (int group = 0; group < unrolling.groups(); group++) {
      for (int row = 0; row < rows; row += array.inputRows()) {
        for (int column = 0; column < columns; column += across) {
          int endRow = Math.min(rows, row + array.inputRows());
          int endColumn = Math.min(columns, column + across);
          Piece piece = new Piece(group, row, endRow, column, endColumn, 0, 0);
          blocks.add(new Block(endRow - row, (endColumn - column) * digits, List.of(piece)));
        }
      }
    }
    return new Layout(rowGroups, blocks);
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
    List<Block> blocks = new ArrayList<>();
    for (int first = 0; first < unrolling.groups(); first += inBand * bands) {
      List<Piece> pieces = new ArrayList<>();
      int height = 0;
      int width = 0;
      for (int slot = 0; slot < inBand * bands && first + slot < unrolling.groups(); slot++) {
        int row = slot / inBand * bandRows + slot % inBand * rows;
        int column = slot % inBand * columns * digits;
        pieces.add(new Piece(first + slot, 0, rows, 0, columns, row, column));
        height = Math.max(height, row + rows);
        width = Math.max(width, column + columns * digits);
      }
      blocks.add(new Block(height, width, pieces));
    }
    return new Layout(rowGroups, blocks);
  }
}
