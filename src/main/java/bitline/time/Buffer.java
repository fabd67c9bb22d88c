package bitline.time;

import bitline.program.Rows;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/// A buffer between the maker of a value and one reader of it.
final class Buffer {
  final String value;
  final Rows rows;
  final double rowBytes;

  /// Segments in which it holds something: from that of the maker to that of the reader.
  final int from;

  final int to;

  /// By core of the reader: the share of each row that it needs.
  final SortedMap<Integer, Double> needs;

  /// Rows that it has room for.
  long capacity;

  /// Whether it lies in the memory outside.
  boolean outside;

  /// Its stores in the flow.
  int space;

  int contents;

  Buffer(
      String value,
      Rows rows,
      double rowBytes,
      int from,
      int to,
      SortedMap<Integer, Double> needs) {
    this.needs = Collections.unmodifiableSortedMap(new TreeMap<>(needs));
    this.value = value;
    this.rows = rows;
    this.rowBytes = rowBytes;
    this.from = Math.min(from, to);
    this.to = to;
  }

  double bytes() {
    return capacity * rowBytes;
  }
}
