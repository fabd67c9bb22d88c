package bitline.map;

import bitline.program.Coding;

/// A product cut into digits and blocks.
record Cut(Product product, Coding coding, Placement.Layout layout) {
  int blocks() {
    return layout.blocks().size();
  }

  long cells() {
    var u = product.unrolling();
    return (long) u.groups() * u.rows() * u.columns() * coding.cellsPerWeight();
  }
}
