package bitline.compare;

/// How a product is cut into tiles and shared by arrays: the way that takes least of those below.
///
/// - Weights stay: tiles of rows × columns of each matrix; small matrices of a grouped product lie
///   along the diagonal of a tile, as many as fit. Arrays take different columns, different rows
///   (of which sums are added) or different vectors.
/// - Results stay: tiles of vectors × columns.
///
/// Both may be used, layer by layer; a machine with one of them only does no better.
///
/// @param cycles of the array that has most to do
/// @param inputs elements that arrays read, each as often as it is read
/// @param weights elements that arrays read
/// @param sums elements of sums that pass the memories of sums
record Tiling(double cycles, double inputs, double weights, double sums) {
  /// @param pictures that go through together
  static Tiling best(Workload.Layer layer, int pictures, SystolicArray array, int units) {
    // activations differ from picture to picture: as many matrices, each with its own vectors
    double groups = layer.groups() * (layer.stationary() ? 1.0 : pictures);
    double m = layer.m() * (layer.stationary() ? (double) pictures : 1.0);
    Tiling stay = weightsStay(groups, m, layer.n(), layer.k(), array, units);
    Tiling grow = resultsStay(groups, m, layer.n(), layer.k(), array, units);
    return grow.cycles < stay.cycles ? grow : stay;
  }

  private static Tiling weightsStay(
      double groups, double m, double n, double k, SystolicArray array, int units) {
    double packed =
        Math.max(1, Math.min(Math.floor(array.rows() / k), Math.floor(array.columns() / n)));
    double places = Math.ceil(groups / Math.min(groups, packed));
    double down = Math.ceil(k / array.rows());
    double across = places * Math.ceil(n / array.columns());
    double best = Double.POSITIVE_INFINITY;
    double copies = 1;
    for (int q = 1; q <= Math.min(units, across); q = next(across, q)) {
      for (int r = 1; r <= Math.min(units / q, down); r = next(down, r)) {
        double p = Math.min(Math.max(1, units / (q * r)), m);
        double tiles = Math.ceil(across / q) * Math.ceil(down / r);
        double vectors = Math.ceil(m / p);
        double cycles = array.weightStationary((long) tiles, (long) vectors);
        if (cycles < best) {
          best = cycles;
          copies = p;
        }
      }
    }
    double results = groups * m * n;
    return new Tiling(
        best,
        groups * m * k * Math.ceil(n / array.columns()),
        groups * n * k * copies,
        results * (2 * down - 1));
  }

  private static Tiling resultsStay(
      double groups, double m, double n, double k, SystolicArray array, int units) {
    double down = Math.ceil(m / array.rows());
    double across = Math.ceil(n / array.columns());
    double tiles = Math.ceil(groups * down * across / units);
    return new Tiling(
        array.outputStationary((long) tiles, (long) k),
        groups * m * k * across,
        groups * n * k * down,
        groups * m * n);
  }

  /// The next number of parts that leaves fewer to each.
  private static int next(double all, int parts) {
    double each = Math.ceil(all / parts);
    return each <= 1 ? Integer.MAX_VALUE : (int) Math.ceil(all / (each - 1));
  }
}
