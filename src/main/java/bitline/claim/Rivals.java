package bitline.claim;

import bitline.base.Problem;
import bitline.base.Progress;
import bitline.catalogue.Accelerator;
import bitline.catalogue.Format;
import bitline.catalogue.Technology;
import bitline.compare.Baselines;
import bitline.compare.Machine;
import bitline.compare.Outcome;
import bitline.compare.PeakOnly;
import bitline.compare.Workload;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Networks on all machines of the catalogue that a model can say something of, in 8 bits.
public final class Rivals {
  /// Pictures at a time. More change little, and fewer machines can wait for them.
  private static final int[] BATCHES = {1, 8, 32, 128};

  /// Of models that were held against MLPerf. `verify --part baselines`: of the parts that nothing
  /// was fitted on four of five lie within 1.18 of their throughput and 1.27 of their latency with
  /// ResNet-50; of other networks, and of joules, which were measured with a host only, less is
  /// known: assumed.
  private static final Rival.Off HELD =
      new Rival.Off(
          1.4,
          1.6,
          "its model was held against MLPerf results of the same machine: within a factor of 1.4 in"
              + " time, 1.6 in energy");

  /// Of models that were held against nothing: assumed.
  private static final Rival.Off UNHELD =
      new Rival.Off(3, 3, "nobody has held this model against the machine; a factor of 3, assumed");

  private Rivals() {}

  /// Machines of which only a peak is known are left out: what a share of a peak makes of a network
  /// is no number of the other side.
  ///
  /// @param works networks by their names for people
  public static List<Rival> of(
      Map<String, Workload> works, List<Accelerator> catalogue, Progress progress) {
    List<Rival> out = new ArrayList<>();
    int done = 0;
    for (Accelerator part : catalogue) {
      progress.step("networks on " + part.name(), done++, catalogue.size());
      if (!Published.other(part)) {
        continue;
      }
      Optional<Machine> machine = machine(part);
      Optional<Format> format = machine.flatMap(Rivals::format);
      if (machine.isEmpty() || format.isEmpty()) {
        continue;
      }
      boolean held = held(part);
      works.forEach((network, work) ->
          out.add(rival(network, part, held, machine.get(), format.get(), work)));
    }
    return out;
  }

  private static Optional<Machine> machine(Accelerator part) {
    try {
      Machine machine = Baselines.of(part);
      return machine instanceof PeakOnly ? Optional.empty() : Optional.of(machine);
    } catch (Problem nothing) {
      return Optional.empty();
    }
  }

  /// Models of GPUs and of Nvidia's systems on a chip were held against MLPerf's results of the
  /// parts that have some.
  private static boolean held(Accelerator part) {
    boolean gpu =
        part.technology() == Technology.GPU
            || (part.technology() == Technology.SOC && part.vendor().equals("NVIDIA"));
    return gpu && part.published().stream().anyMatch(r -> r.what().equals("samples/s, offline"));
  }

  private static Optional<Format> format(Machine machine) {
    return List.of(Format.INT8, Format.FP8).stream()
        .filter(machine.formats()::contains)
        .findFirst();
  }

  private static Rival rival(
      String network,
      Accelerator part,
      boolean held,
      Machine machine,
      Format format,
      Workload work) {
    Outcome single = machine.run(work, 1, format);
    Outcome loaded = single;
    for (int batch : BATCHES) {
      Outcome outcome = batch == 1 ? single : machine.run(work, batch, format);
      if (better(outcome, loaded)) {
        loaded = outcome;
      }
    }
    return new Rival(network, part, held, single, loaded, held ? HELD : UNHELD);
  }

  private static boolean better(Outcome a, Outcome b) {
    Double x = a.joules();
    Double y = b.joules();
    return x != null && y != null ? x < y : a.interval() < b.interval();
  }
}
