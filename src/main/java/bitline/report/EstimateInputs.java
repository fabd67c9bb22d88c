package bitline.report;

import bitline.chip.Adc;
import bitline.chip.Chip;
import bitline.chip.Part;
import bitline.report.EstimateAnswer.Input;
import bitline.silicon.Uncertainty;
import bitline.silicon.node.Node;
import bitline.silicon.node.Nodes;
import bitline.text.Evidence;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// What an estimate rests on: the values of the chip's file and its cell's, those of the process
/// node, the laws of its components, and the factors that are assumed to be 1.
public final class EstimateInputs {
  private EstimateInputs() {}

  /// @param energy joules of a picture by part: laws of parts that take none are left out
  /// @param causes assumptions that move the energy
  public static List<Input> of(
      Chip chip, Map<Part, Double> energy, List<Uncertainty.Cause> causes) {
    List<Input> inputs = new ArrayList<>();
    chip.evidence().stream()
        .filter(evidence -> !evidence.path().equals("year"))
        .forEach(evidence -> inputs.add(input("", evidence)));
    Node node = Nodes.at(chip.node());
    node.evidence().forEach(evidence -> inputs.add(input(node.name() + ": ", evidence)));
    laws(chip, energy, inputs);
    for (Uncertainty.Cause cause : causes) {
      String factor = Numbers.axis(Math.rint(cause.factor() * 100) / 100);
      inputs.add(
          new Input(
              cause.assumption().words(),
              "× or ÷ " + factor,
              Input.Kind.ASSUMED,
              "what sources of such components differ by; no chip has a factor of its own"));
    }
    return inputs;
  }

  private static Input input(String before, Evidence evidence) {
    boolean published = evidence.kind() == Evidence.Kind.PUBLISHED;
    return new Input(
        before + evidence.path(),
        evidence.written(),
        published ? Input.Kind.PUBLISHED : Input.Kind.ASSUMED,
        evidence.text());
  }

  private static void laws(Chip chip, Map<Part, Double> energy, List<Input> inputs) {
    Adc adc = chip.adc();
    if (adc != null) {
      inputs.add(
          law("converters", "quantile regression of Murmann's survey and converters of arrays"));
    }
    if (energy.containsKey(Part.BUFFERS)) {
      inputs.add(law("buffers", "laws fitted to 640 runs of CACTI 7, 1 KB to 4 MB, 22 to 90 nm"));
    }
  }

  private static Input law(String what, String text) {
    return new Input(what, "law", Input.Kind.FITTED, text);
  }
}
