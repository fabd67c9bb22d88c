package bitline.graph.eval;

import bitline.graph.ConvGeometry;

/// A [ConvGeometry] as tables for loops that go row by row (a row lies along the last spatial
/// axis): which input row a window's row reads for each output row, and for which output places it
/// stays inside the picture.
final class WindowRows {
  /// Output rows a channel, output places a row, kernel rows, kernel places a row, input elements a
  /// channel and a row.
  final int outputRows;

  final int width;
  final int kernelRows;
  final int kernelWidth;
  final int inputPlaces;
  final int inputWidth;

  /// Output place x reads input place `x·step + offset(kx)` of its row.
  final int step;

  private final int[] inputRow;
  private final int[] offset;
  private final int[] first;
  private final int[] end;

  WindowRows(ConvGeometry g) {
    int last = g.axes() - 1;
    width = g.output().get(last);
    kernelWidth = g.kernel().get(last);
    inputWidth = g.input().get(last);
    inputPlaces = g.inputPlaces();
    step = g.strides().get(last);
    int rows = 1;
    int kernels = 1;
    for (int i = 0; i < last; i++) {
      rows = Math.multiplyExact(rows, g.output().get(i));
      kernels = Math.multiplyExact(kernels, g.kernel().get(i));
    }
    outputRows = rows;
    kernelRows = kernels;
    inputRow = new int[Math.multiplyExact(rows, kernels)];
    for (int r = 0; r < rows; r++) {
      for (int k = 0; k < kernels; k++) {
        inputRow[r * kernels + k] = inputRow(g, r, k);
      }
    }
    offset = new int[kernelWidth];
    first = new int[kernelWidth];
    end = new int[kernelWidth];
    for (int kx = 0; kx < kernelWidth; kx++) {
      long from = (long) kx * g.dilations().get(last) - g.begin().get(last);
      offset[kx] = (int) from;
      end[kx] = (int) Math.clamp(Math.ceilDiv(inputWidth - from, (long) step), 0L, (long) width);
      first[kx] = (int) Math.clamp(Math.ceilDiv(-from, (long) step), 0L, (long) end[kx]);
    }
  }

  /// Where in a channel the input row starts that kernel row `k` reads for output row `r`, or −1 in
  /// the padding.
  int input(int r, int k) {
    return inputRow[r * kernelRows + k];
  }

  /// The input place that kernel place `kx` reads for output place 0 (maybe negative).
  int offset(int kx) {
    return offset[kx];
  }

  /// The first output place for which kernel place `kx` lies inside the picture.
  int first(int kx) {
    return first[kx];
  }

  /// One past the last output place for which kernel place `kx` lies inside the picture.
  int end(int kx) {
    return end[kx];
  }

  private static int inputRow(ConvGeometry g, int row, int kernel) {
    int at = 0;
    int stride = g.input().getLast();
    for (int axis = g.axes() - 2; axis >= 0; axis--) {
      long o = row % g.output().get(axis);
      long k = kernel % g.kernel().get(axis);
      row /= g.output().get(axis);
      kernel /= g.kernel().get(axis);
      long place = o * g.strides().get(axis) - g.begin().get(axis) + k * g.dilations().get(axis);
      if (place < 0 || place >= g.input().get(axis)) {
        return -1;
      }
      at += (int) place * stride;
      stride *= g.input().get(axis);
    }
    return at;
  }
}
