package bitline.time;

import bitline.chip.Chip;
import bitline.chip.HostLink;
import bitline.chip.Memory;

/// What a unit of a chip's flow is. Its name tells: [Lowering] gives names by these kinds.
public enum UnitKind {
  ARRAYS,
  /// A port of a core's buffer.
  PORT,
  LINK,
  VECTOR,
  CONTROL,
  /// A memory that the cores share, on the chip or beside it.
  MEMORY,
  HOST;

  static final String ARRAYS_OF = "arrays of ";
  static final String PORT_OF = "port of ";
  static final String LINK_FROM = "link ";
  static final String VECTOR_UNIT = "vector unit";
  static final String COMMAND_PROCESSOR = "command processor";

  /// How a memory of a chip is called.
  public static String name(Memory memory) {
    return memory.name() + " (" + memory.type() + ")";
  }

  /// How one direction of the host's link is called.
  static String name(HostLink host, String direction) {
    return host.name() + ", " + direction;
  }

  /// The kind of a unit of a chip.
  public static UnitKind of(String unit, Chip chip) {
    for (Memory memory : chip.memories()) {
      if (unit.equals(name(memory))) {
        return MEMORY;
      }
    }
    HostLink host = chip.host();
    if (host != null && (unit.equals(name(host, "in")) || unit.equals(name(host, "out")))) {
      return HOST;
    }
    if (unit.equals(COMMAND_PROCESSOR)) {
      return CONTROL;
    }
    if (unit.startsWith(ARRAYS_OF)) {
      return ARRAYS;
    }
    if (unit.startsWith(PORT_OF)) {
      return PORT;
    }
    if (unit.startsWith(LINK_FROM)) {
      return LINK;
    }
    if (unit.startsWith(VECTOR_UNIT)) {
      return VECTOR;
    }
    throw new IllegalArgumentException("'" + unit + "' is no unit of " + chip.name());
  }
}
