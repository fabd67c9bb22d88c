package bitline.sim.wire;

/// The voltages of a network and what it took to find them.
///
/// @param supply voltage of the supply line at each cell, row-major
/// @param column voltage of the column at each cell, row-major
/// @param currents what each column delivers to its sensed ends, ampere
/// @param iterations steps of the solver
/// @param residual the largest share of a column's current that a further step would move
record WireSolution(
    double[] supply, double[] column, double[] currents, int iterations, double residual) {}
