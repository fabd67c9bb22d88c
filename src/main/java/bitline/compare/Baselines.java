package bitline.compare;

import bitline.base.Problem;
import bitline.catalogue.Accelerator;
import bitline.catalogue.Technology;
import java.util.Optional;

/// The door to models of published accelerators: by what a part is, the best model that the
/// catalogue's facts about it allow. [Outcome#foundation] says how well each is known.
public final class Baselines {
  private Baselines() {}

  /// A part's model: [Gpu] for GPUs and NVIDIA's systems on a chip, which compute on one; [Fpga]
  /// for programmable logic; [Systolic] for other machines whose units are told; [PeakOnly] where
  /// nothing but a peak is told. A [Problem] where not even that is.
  public static Machine of(Accelerator part) {
    boolean gpu =
        part.technology() == Technology.GPU
            || part.technology() == Technology.SOC && part.vendor().equals("NVIDIA");
    Optional<Machine> model = gpu ? Gpu.of(part) : Optional.empty();
    if (model.isPresent()) {
      return model.get();
    }
    if (part.technology() == Technology.FPGA && Fpga.possible(part)) {
      return new Fpga(part);
    }
    if (!gpu && part.technology() != Technology.FPGA && Systolic.possible(part)) {
      return new Systolic(part);
    }
    if (PeakOnly.possible(part)) {
      return new PeakOnly(part);
    }
    throw Problem.at(
        part.name(), "the catalogue tells no dense peak of it, so that nothing can be said of it");
  }
}
