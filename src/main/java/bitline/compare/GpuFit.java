package bitline.compare;

import bitline.catalogue.Accelerator;
import java.util.List;
import java.util.Optional;

/// GPUs as a kind of machine whose constants are fitted.
public final class GpuFit implements HoldOut.Kind {
  /// Where the fit begins: data sheets and published measurements of single kernels, before any
  /// result of MLPerf was looked at.
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
