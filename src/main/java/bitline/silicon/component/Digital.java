package bitline.silicon.component;

import bitline.text.Collected;
import bitline.text.Evidence;
import bitline.text.Sourced;
import java.util.List;

/// Small circuits that others are made of, as `components/digital.yaml` holds them.
///
/// @param comparator one decision of a clocked comparator
/// @param flipFlop one bit read or written
/// @param adder of two integers of 16 bits
/// @param multiplier of two integers of 16 bits
/// @param instruction of a simple core, fetched and decoded
/// @param laneRegisters registers of a lane of a vector unit
@Sourced
record Digital(
    String name,
    String description,
    Circuit comparator,
    Circuit flipFlop,
    Circuit adder,
    Circuit multiplier,
    Circuit instruction,
    int laneRegisters,
    @Collected List<Evidence> evidence) {
  static final Digital SHIPPED = Components.read(Digital.class, "digital");
}
