package bitline.compare;

import bitline.base.Problem;
import bitline.catalogue.Accelerator;
import java.util.Optional;

/// The door to models of published accelerators: by what a part is, the best model that the
/// catalogue's facts about it allow. [Outcome#foundation] says how well each is known.
public final class Baselines {
  private Baselines() {}

  /// A part's model: [Gpu] for GPUs and NVIDIA's systems on a chip, which compute on one; [Fpga]
  /// for programmable logic, but [Systolic] where hard engines in it make the products; [Systolic]
  /// for digital machines whose units are told; [PeakOnly] for the others: light, neurons,
  /// compute-in-memory (which we simulate, but not every product), and where nothing but a peak is
  /// told. A [Problem] where not even that is.
  public static Machine of(Accelerator part) {
    Optional<Machine> model =
        switch (part.technology()) {
          case GPU -> Gpu.of(part);
          case SOC -> part.vendor().equals("NVIDIA") ? Gpu.of(part) : systolic(part);
          case FPGA -> Fpga.hardEngines(part) ? systolic(part) : fpga(part);
          case ASIC, NEAR_MEMORY, WAFER_SCALE -> systolic(part);
          case DIGITAL_COMPUTE_IN_MEMORY,
              ANALOG_COMPUTE_IN_MEMORY,
              PHOTONIC,
              OPTICAL_ANALOG,
              NEUROMORPHIC ->
              Optional.empty();
        };
    if (model.isPresent()) {
      return model.get();
    }
    if (PeakOnly.possible(part)) {
      return new PeakOnly(part);
    }
    throw Problem.at(
        part.name(), "the catalogue tells no dense peak of it, so that nothing can be said of it");
  }

  private static Optional<Machine> systolic(Accelerator part) {
    return Systolic.possible(part) ? Optional.of(new Systolic(part)) : Optional.empty();
  }

  private static Optional<Machine> fpga(Accelerator part) {
    return Fpga.possible(part) ? Optional.of(new Fpga(part)) : Optional.empty();
  }
}
