package bitline.silicon.component;

/// What follows a column: an adder and a register that add the results of one digit after the
/// other, shifted.
///
/// @param width bits of the sum that it holds
public record ShiftAdd(int width) {
  /// Joules of adding one result, its bits random.
  public double energy(Process process) {
    return width * (Logic.adder(process, Logic.RANDOM) + Logic.register(process, Logic.RANDOM));
  }

  /// Area in gates.
  public double area() {
    return width * (Logic.ADDER_AREA + Logic.REGISTER_AREA);
  }
}
