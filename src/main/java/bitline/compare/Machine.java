package bitline.compare;

import bitline.catalogue.Format;
import java.util.List;

/// Something that runs networks: a model of a published accelerator's time and energy.
public interface Machine {
  /// Its name in the catalogue.
  String name();

  /// Formats that it multiplies in, fastest first.
  List<Format> formats();

  /// What it makes of a network.
  ///
  /// @param batch pictures that are handed over at once, at least 1
  Outcome run(Workload work, int batch, Format format);
}
