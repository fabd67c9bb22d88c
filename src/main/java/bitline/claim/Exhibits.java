package bitline.claim;

import bitline.catalogue.Accelerator;
import bitline.money.UnitCost;
import bitline.scenario.Choice;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// All that claims are tested on.
///
/// @param missing networks that are not there, with the reason
/// @param networks names of those that are, in their order
/// @param trials networks on our chips
/// @param rivals networks on machines that can be bought
/// @param catalogue those machines, with what was measured of them
/// @param power whole systems whose power was measured
/// @param costs what chips and machines cost to make, by the key of `cost`
/// @param scenario where to begin
public record Exhibits(
    List<String> missing,
    List<String> networks,
    List<Trial> trials,
    List<Rival> rivals,
    List<Accelerator> catalogue,
    MeasuredPower power,
    Map<String, UnitCost> costs,
    Choice scenario) {
  public Exhibits {
    missing = List.copyOf(missing);
    networks = List.copyOf(networks);
    trials = List.copyOf(trials);
    rivals = List.copyOf(rivals);
    catalogue = List.copyOf(catalogue);
    costs = Map.copyOf(costs);
  }

  /// A network on a chip in a way, if it runs there.
  Optional<Trial.Result.Ran> ran(String network, String chip, String way, int batch) {
    return trials.stream()
        .filter(t ->
            t.network().equals(network)
                && t.chip().equals(chip)
                && t.way().equals(way)
                && t.batch() == batch)
        .flatMap(t ->
            t.result() instanceof Trial.Result.Ran ran
                ? java.util.stream.Stream.of(ran)
                : java.util.stream.Stream.empty())
        .findFirst();
  }

  /// The largest batch in which a network ran on a chip.
  int batch(String network, String chip) {
    return trials.stream()
        .filter(t -> t.network().equals(network) && t.chip().equals(chip))
        .mapToInt(Trial::batch)
        .max()
        .orElse(1);
  }

  /// Models of a network on machines: those that were held against measurements, or all.
  List<Rival> rivals(String network, boolean held) {
    return rivals.stream().filter(r -> r.network().equals(network) && (!held || r.held())).toList();
  }
}
