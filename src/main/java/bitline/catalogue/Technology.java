package bitline.catalogue;

/// How a machine computes.
public enum Technology {
  /// Programmable parallel processors with caches.
  GPU,
  /// A processor of a systolic array or of arrays of multipliers, with a memory beside it.
  ASIC,
  /// A system on a chip whose accelerator shares the memory with processors.
  SOC,
  /// Programmable logic, with or without hard engines.
  FPGA,
  /// Products summed on the wires of memory arrays, digitally.
  DIGITAL_COMPUTE_IN_MEMORY,
  /// Products summed on the wires of memory arrays, as currents or charges.
  ANALOG_COMPUTE_IN_MEMORY,
  /// Multipliers beside small memories that hold all weights.
  NEAR_MEMORY,
  /// A whole wafer as one machine.
  WAFER_SCALE,
  /// Products of light in waveguides.
  PHOTONIC,
  /// Light and analog electronics in free space.
  OPTICAL_ANALOG,
  /// Neurons that send events.
  NEUROMORPHIC
}
