package bitline.program;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// What a program's arrays do for one picture, layer by layer, and where that is known from.
///
/// @param layers by node, in the program's order
public record ProgramActivity(Source source, Map<String, LayerActivity> layers) {
  /// Where activity is known from.
  public enum Source {
    /// Every vector of every picture was counted as the network ran.
    RUN,
    /// The network ran; of each layer some vectors were counted. Errors are standard errors of the
    /// sample.
    SAMPLE,
    /// Nothing ran: inputs of the distribution given, independent of each other and of the weights.
    /// Errors are not known; [#against] tells them where there is a run to compare with.
    STATISTICS
  }

  /// The counts that are not fixed by the program.
  public enum Count {
    DRIVEN_ROWS(LayerActivity::drivenRows),
    DRIVE(LayerActivity::drive),
    INPUT_TOGGLES(LayerActivity::inputToggles),
    ACTIVE_CELLS(LayerActivity::activeCells),
    CHARGE(LayerActivity::charge);

    private final Function<LayerActivity, Estimate> of;

    Count(Function<LayerActivity, Estimate> of) {
      this.of = of;
    }

    public Estimate of(LayerActivity layer) {
      return of.apply(layer);
    }
  }

  /// How far one count lies from the true one.
  ///
  /// @param layers by node: known / true − 1; NaN where both are 0
  /// @param total the same of the sum over all layers
  /// @param meanSize mean over layers of the size of the error
  public record Deviation(Count count, Map<String, Double> layers, double total, double meanSize) {}

  public ProgramActivity {
    layers = Collections.unmodifiableMap(new LinkedHashMap<>(layers));
  }

  /// What a run counted.
  ///
  /// @param activity by node, of all pictures together
  public static ProgramActivity counted(
      Program program, Map<String, Activity> activity, long pictures) {
    Map<String, LayerActivity> layers = new LinkedHashMap<>();
    for (ArrayLayer layer : program.layers()) {
      Activity all = activity.get(layer.node());
      if (all != null) {
        layers.put(
            layer.node(), LayerActivity.counted(all, pictures, cellsWritten(program, layer)));
      }
    }
    return new ProgramActivity(Source.RUN, layers);
  }

  /// Cells that a layer and its copies write for each picture.
  public static double cellsWritten(Program program, ArrayLayer layer) {
    return layer.written() == null ? 0 : (double) layer.cells() * program.places(layer).size();
  }

  /// How far each count lies from that of a run.
  public List<Deviation> against(ProgramActivity run) {
    return List.of(Count.values()).stream().map(count -> against(run, count)).toList();
  }

  private Deviation against(ProgramActivity run, Count count) {
    Map<String, Double> byLayer = new LinkedHashMap<>();
    double known = 0;
    double right = 0;
    double size = 0;
    int counted = 0;
    for (Map.Entry<String, LayerActivity> layer : run.layers.entrySet()) {
      LayerActivity mine = layers.get(layer.getKey());
      if (mine == null) {
        throw new IllegalArgumentException("nothing is known of '" + layer.getKey() + "'");
      }
      double one = count.of(mine).value();
      double other = count.of(layer.getValue()).value();
      double error = one / other - 1;
      byLayer.put(layer.getKey(), error);
      known += one;
      right += other;
      if (Double.isFinite(error)) {
        size += Math.abs(error);
        counted++;
      }
    }
    return new Deviation(count, byLayer, known / right - 1, counted == 0 ? 0 : size / counted);
  }
}
