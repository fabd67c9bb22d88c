package bitline.report;

import bitline.chip.Part;
import java.util.Locale;

/// How pages name and colour the parts of a chip: the same on every page. The colours stay apart
/// for most who see colours otherwise, and letters on them keep a contrast of 4.5 to 1.
final class PartStyle {
  private PartStyle() {}

  /// The part in a word or two.
  static String name(Part part) {
    return switch (part) {
      case DRIVERS -> "drivers and DACs";
      case CELLS -> "cells and bitlines";
      case CONVERTERS -> "converters";
      case ADDERS -> "adders";
      case DATAPATH -> "shift-add, registers";
      case CONTROL -> "control, clock, fill";
      case LEAKAGE -> "leakage";
      case WRITES -> "writing cells";
      case BUFFERS -> "buffers";
      case NETWORK -> "network on chip";
      case VECTOR -> "vector units";
      case MEMORY -> "memory outside";
      case HOST -> "host link";
    };
  }

  /// The class that colours it.
  static String style(Part part) {
    return "part-" + part.name().toLowerCase(Locale.ROOT);
  }
}
