package bitline.compare;

import bitline.catalogue.Accelerator;
import java.util.List;
import java.util.Optional;

/// GPUs as a kind of machine whose constants are fitted.
public final class GpuFit implements HoldOut.Kind {
  /// Median error of throughput on the parts that were held out, as `verify --part baselines`
  /// prints it.
  public static final double HELD_OUT_RESNET50 = 0.112;

  public static final double HELD_OUT_BERT = 0.047;

  /// Where the fit begins: round guesses from data sheets and from published measurements of single
  /// kernels.
  private static final GpuConstants START =
      new GpuConstants(0.85, 28, 0.85, 0.6, 8000, 600, 0.9e-12, 5e-10, 60);

  @Override
  public List<String> names() {
    return GpuConstants.NAMES;
  }

  @Override
  public double[][] bounds() {
    return GpuConstants.bounds();
  }

  @Override
  public double[] start() {
    return START.values();
  }

  @Override
  public double[] stored() {
    return GpuConstants.FITTED.values();
  }

  @Override
  public Optional<Machine> machine(Accelerator part, double[] constants) {
    return Gpu.of(part, GpuConstants.of(constants), "");
  }
}
