package bitline.text;

import bitline.base.Problem;

/// A line and column of a file, both from 1.
public record Place(String file, int line, int column) {
  static Place of(String file, Tree tree) {
    return new Place(file, tree.line(), tree.column());
  }

  /// A problem at this place.
  public Problem problem(String what) {
    return Problem.at(file, line, column, what);
  }
}
