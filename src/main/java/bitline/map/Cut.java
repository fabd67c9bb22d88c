package bitline.map;

import bitline.program.Coding;

/// A product cut into blocks, the first of which is number `firstBlock` among all.
record Cut(Product product, Coding coding, Placement.Layout layout, int firstBlock) {
  int blocks() {
    return layout.blocks().size();
  }

  long cells() {
    var u = product.unrolling();
    return (long) u.groups() * u.rows() * u.columns() * coding.cellsPerWeight();
  }
}
