package bitline.compare;

import bitline.catalogue.Accelerator;
import bitline.catalogue.Catalogue;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// GPUs that were measured by MLPerf Inference: the catalogue's names and what submissions call
/// them. In order of release (then name); every other one, beginning with the first, is for
/// fitting, the others are held out. The order was written down before the model was first run.
///
/// Of an accelerator the best valid result counts: it is what can be bought, with the software that
/// makes most of it.
///
/// Left out: parts cut in slices (MIG), virtual ones, and A100 cards with raised power limits.
public final class MlperfParts {
  /// @param name in the catalogue
  /// @param submitted names of the accelerator in the results, exactly
  record Part(String name, List<String> submitted) {}

  static final List<Part> ALL =
      List.of(
          part("t4", "NVIDIA T4", "NVIDIA Tesla T4"),
          part("jetson-agx-xavier", "NVIDIA AGX Xavier", "NVIDIA Xavier"),
          part("a100-sxm-40", "NVIDIA A100-SXM4", "NVIDIA A100-SXM4-40GB", "NVIDIA A100-SXM-40GB"),
          part("jetson-xavier-nx", "NVIDIA Xavier NX"),
          part(
              "a100-pcie-40",
              "NVIDIA A100-PCIe",
              "NVIDIA A100-PCIe-40GB",
              "NVIDIA A100-PCIE-40GB",
              "A100-PCIE-40GB"),
          part("a40", "NVIDIA A40"),
          part("a100-sxm-80", "NVIDIA A100-SXM-80GB", "NVIDIA A100-SXM4-80GB"),
          part("a10", "NVIDIA A10"),
          part("a30", "NVIDIA A30", "NVIDIA A30-PCIe-24GB"),
          part(
              "a100-pcie-80",
              "NVIDIA A100-PCIe-80GB",
              "NVIDIA A100-PCIE-80GB",
              "NVIDIA A100_PCIe_80GB"),
          part("a2", "NVIDIA A2"),
          part("agx-orin", "NVIDIA Orin", "NVIDIA Jetson AGX Orin"),
          part("h100-pcie", "NVIDIA H100-PCIe-80GB"),
          part("h100-sxm", "NVIDIA H100-SXM-80GB"),
          part("rtx-4090", "NVIDIA GeForce RTX 4090 (Ada Lovelace)"),
          part("l40", "NVIDIA L40"),
          part("orin-nx-16", "NVIDIA Orin NX"),
          part("l4", "NVIDIA L4"),
          part("l40s", "NVIDIA L40S"),
          part("h100-nvl", "NVIDIA H100-NVL-94GB"),
          part("h200", "NVIDIA H200-SXM-141GB"));

  private MlperfParts() {}

  /// All results of the GPUs in both scenarios.
  ///
  /// @param networks by MLPerf's name
  public static List<HoldOut.Point> points(MlperfResults results, List<String> networks) {
    List<HoldOut.Point> points = new ArrayList<>();
    for (Part part : ALL) {
      Accelerator accelerator = Catalogue.find(part.name);
      for (String network : networks) {
        for (MlperfResults.Scenario scenario : MlperfResults.Scenario.values()) {
          MlperfResults.Row row = results.best(part.submitted, network, scenario);
          if (row != null) {
            points.add(
                new HoldOut.Point(
                    accelerator, network, scenario, row.value(), fitted(part.name), row.where()));
          }
        }
      }
    }
    return points;
  }

  /// The result with measured power that has the most samples a joule; null where there is none.
  ///
  /// @param name in the catalogue
  public static MlperfResults.@Nullable Row thriftiest(
      MlperfResults results, String name, String network) {
    return ALL.stream()
        .filter(part -> part.name.equals(name))
        .findFirst()
        .map(part -> results.thriftiest(part.submitted, network))
        .orElse(null);
  }

  private static Part part(String name, String... submitted) {
    return new Part(name, List.of(submitted));
  }

  /// Whether it is one of them.
  static boolean measured(String name) {
    return ALL.stream().anyMatch(part -> part.name.equals(name));
  }

  /// Whether constants may be fitted on it.
  static boolean fitted(String name) {
    for (int i = 0; i < ALL.size(); i++) {
      if (ALL.get(i).name.equals(name)) {
        return i % 2 == 0;
      }
    }
    return false;
  }
}
