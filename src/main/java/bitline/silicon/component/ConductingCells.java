package bitline.silicon.component;

import bitline.cell.Cell;
import org.jspecify.annotations.Nullable;

/// Resistive cells that conduct while they are read: a cell of conductance G at the read voltage Vr
/// draws G·Vr through a regulator from the supply V, so that V·Vr·G·t is taken.
///
/// @param on siemens of the largest digit
/// @param off siemens of digit 0
/// @param voltage across the cell
/// @param time seconds that a full input conducts
public record ConductingCells(double on, double off, double voltage, double time) {
  /// The cells of an array.
  ///
  /// @param voltage volts where the cell does not say
  public static ConductingCells of(
      Cell.Conductance range, Cell.@Nullable Read read, double voltage, double time) {
    double volts = read == null ? voltage : read.voltage();
    return new ConductingCells(range.on(), range.off(), volts, time);
  }

  /// Joules of some reads.
  ///
  /// @param products sum over cells of input × digit, each over the largest
  /// @param inputs sum over cells of input over the largest
  public double energy(double supply, double products, double inputs) {
    double siemens = (on - off) * products + off * inputs;
    return Math.max(supply, voltage) * voltage * siemens * time;
  }
}
